import { exportAudit as exportLines } from "@/lib/audit/operations";
import { exportAudit } from "@/lib/server/api/system";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(exportAudit, async ({ query }, { db }) => {
  const lines = ReadableStream.from(exportLines(db, query)).pipeThrough(new TextEncoderStream());
  return new Response(lines, {
    headers: {
      "content-type": "application/x-ndjson",
      "content-disposition": 'attachment; filename="signalbox-audit.jsonl"',
      "cache-control": "no-store",
    },
  });
});
