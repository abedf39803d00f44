"use server";

import { z } from "zod";
import { rebaseDraft } from "@/lib/changes/operations/edit-draft";
import {
  rollBackChange as rollBackChangeOperation,
  rollBackToRevision as rollBackToRevisionOperation,
} from "@/lib/changes/operations/roll-back";
import { startChange } from "@/lib/changes/operations/start-change";
import { Acknowledgement } from "@/lib/changes/schema";
import { roleAllows } from "@/lib/people/schema";
import { err } from "@/lib/result";
import { operatorAction } from "@/lib/server/action";
import { reloadOptions } from "@/lib/server/means";
import { beginChange } from "@/lib/server/run-changes";

/** The gateway that the page showed: another tab may have chosen another one since. */
const Shown = z.object({ gatewayId: z.string().min(1) });
const target = ({ gatewayId }: { gatewayId: string }) => gatewayId;

export const apply = operatorAction(
  "operator",
  "change.apply",
  Shown.extend({
    baseSha: z.string().min(1),
    draftVersion: z.number().int().min(1),
    acknowledgements: z.array(Acknowledgement),
    overrideReason: z.string().trim().min(3).nullable(),
  }),
  async ({ acknowledgements, ...input }, context) => {
    if (input.overrideReason !== null && !roleAllows(context.actor.role, "admin"))
      return err("denied", "Applying over errors needs the role admin.");
    const given = { ...context, ...input, acknowledged: acknowledgements, reloadOptions: reloadOptions() };
    return beginChange(context, await startChange(given));
  },
  { target },
);

export const rebase = operatorAction(
  "operator",
  "draft.rebase",
  Shown,
  ({ gatewayId }, context) => rebaseDraft({ ...context, gatewayId }),
  { target, message: "The draft is on the file as it is now." },
);

export const rollBackToRevision = operatorAction(
  "operator",
  "change.rollback",
  Shown.extend({ revisionId: z.string().min(1), currentSha: z.string() }),
  async ({ currentSha, ...input }, context) => {
    const given = { ...context, ...input, diskSha: currentSha, reloadOptions: reloadOptions() };
    return beginChange(context, await rollBackToRevisionOperation(given));
  },
  { target },
);

export const rollBackChange = operatorAction(
  "operator",
  "change.rollback",
  Shown.extend({ changeId: z.string().min(1), diskSha: z.string().min(1) }),
  async (input, context) =>
    beginChange(context, await rollBackChangeOperation({ ...context, ...input, reloadOptions: reloadOptions() })),
  { target },
);
