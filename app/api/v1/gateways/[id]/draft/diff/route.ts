import { readDraftDiff } from "@/lib/changes/operations/read-draft";
import { readDiff } from "@/lib/server/api/drafts";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(readDiff, ({ params }, { db }) => readDraftDiff({ db, gatewayId: params.id }));
