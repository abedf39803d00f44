import { ok } from "@/lib/result";
import { alive } from "@/lib/server/api/system";
import { publicRoute } from "@/lib/server/route";
import { version } from "@/lib/server/version";

export const GET = publicRoute(alive, async () => ok({ status: "ok", version }));
