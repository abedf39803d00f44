import { acknowledgeFinding, withdrawAcknowledgement } from "@/lib/changes/operations/acknowledge-finding";
import { deleteAcknowledgementEndpoint, postAcknowledgement } from "@/lib/server/api/findings";
import { operatorRoute } from "@/lib/server/route";

export const POST = operatorRoute(postAcknowledgement, ({ params, body }, context) =>
  acknowledgeFinding({ ...context, gatewayId: params.id, finding: params.finding, ...body }),
);

export const DELETE = operatorRoute(deleteAcknowledgementEndpoint, ({ params }, context) =>
  withdrawAcknowledgement({ ...context, gatewayId: params.id, finding: params.finding }),
);
