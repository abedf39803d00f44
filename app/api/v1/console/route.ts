import { readFrame } from "@/lib/overview/operations/read-frame";
import { ok } from "@/lib/result";
import { readFrame as contract } from "@/lib/server/api/console";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(contract, async ({ query }, { db, now }) =>
  ok(await readFrame(db, query.gateway ?? null, now)),
);
