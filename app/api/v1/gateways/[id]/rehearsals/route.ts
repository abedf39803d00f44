import { readRehearsals } from "@/lib/changes/operations/read-rehearsals";
import { startRehearsal } from "@/lib/changes/operations/start-rehearsal";
import { ok } from "@/lib/result";
import { listRehearsalsEndpoint, postRehearsal } from "@/lib/server/api/rehearsals";
import { operatorRoute } from "@/lib/server/route";
import { beginRehearsal } from "@/lib/server/run-rehearsals";

export const GET = operatorRoute(listRehearsalsEndpoint, async ({ params }, { db, now }) => {
  const read = await readRehearsals({ db, now, gatewayId: params.id });
  return read.ok ? ok({ rehearsals: read.value }) : read;
});

export const POST = operatorRoute(postRehearsal, async ({ params, body }, context) => {
  const { depth, of } = body;
  const input = { gatewayId: params.id, depth, ...(of === undefined ? {} : { of }) };
  return beginRehearsal(context, await startRehearsal({ ...context, ...input }));
});
