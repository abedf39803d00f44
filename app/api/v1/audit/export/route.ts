import { exportAudit as exportLines } from "@/lib/audit/operations";
import { exportAudit } from "@/lib/server/api/system";
import { operatorRoute } from "@/lib/server/route";
import { streamText } from "@/lib/server/stream-text";

export const GET = operatorRoute(exportAudit, async ({ query }, { db }) => {
  const headers = {
    "content-type": "application/x-ndjson",
    "content-disposition": 'attachment; filename="signalbox-audit.jsonl"',
    "cache-control": "no-store",
  };
  return new Response(streamText(exportLines(db, query)), { headers });
});
