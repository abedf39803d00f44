import { verifyAudit as verify } from "@/lib/audit/operations";
import { ok } from "@/lib/result";
import { verifyAudit } from "@/lib/server/api/system";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(verifyAudit, async (_input, { db }) => ok(await verify(db)));
