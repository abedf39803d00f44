"use server";

import { z } from "zod";
import { acknowledgeFinding, withdrawAcknowledgement } from "@/lib/changes/operations/acknowledge-finding";
import { saveFix } from "@/lib/changes/operations/save-fix";
import { AcknowledgementInput } from "@/lib/findings/schema";
import { formatCount } from "@/lib/format";
import { operatorAction } from "@/lib/server/action";

/** The gateway that the page showed: another tab may have chosen another one since. */
const Shown = z.object({ gatewayId: z.string().min(1) });
const target = ({ gatewayId }: { gatewayId: string }) => gatewayId;
const FindingId = z.string().min(1);

export const acknowledge = operatorAction(
  "operator",
  "finding.acknowledge",
  Shown.extend({ finding: FindingId }).extend(AcknowledgementInput.shape),
  (input, context) => acknowledgeFinding({ ...context, ...input }),
  { target, fieldOf: { "past-date": "until" } },
);

export const withdraw = operatorAction(
  "operator",
  "finding.withdraw",
  Shown.extend({ finding: FindingId }),
  (input, context) => withdrawAcknowledgement({ ...context, ...input }),
  { target },
);

export const fix = operatorAction(
  "operator",
  "draft.fix",
  Shown.extend({
    target: z.union([z.strictObject({ finding: FindingId }), z.strictObject({ rule: z.string().min(1) })]),
    expectedVersion: z.number().int().min(0),
  }),
  (input, context) => saveFix({ ...context, ...input }),
  {
    target,
    message: ({ fixed, left }) =>
      `${formatCount(fixed, "finding")} fixed in the draft.${left > 0 ? ` ${left} are left: try again, or take them one by one.` : ""}`,
  },
);
