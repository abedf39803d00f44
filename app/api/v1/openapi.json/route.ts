import { ok } from "@/lib/result";
import { openApi } from "@/lib/server/api/system";
import { apiContract } from "@/lib/server/api-contract";
import { env } from "@/lib/server/env";
import { renderOpenApi } from "@/lib/server/openapi";
import { publicRoute } from "@/lib/server/route";
import { version } from "@/lib/server/version";

export const GET = publicRoute(openApi, async () =>
  ok({ ...renderOpenApi(apiContract, { version, server: env().publicUrl }) }),
);
