import { listAudit as list } from "@/lib/audit/store";
import { ok } from "@/lib/result";
import { listAudit } from "@/lib/server/api/system";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(listAudit, async ({ query }, { db }) => ok(await list(db, query)));
