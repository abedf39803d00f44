"use server";

import { z } from "zod";
import { discardDraft, saveEdit } from "@/lib/changes/operations/edit-draft";
import { saveChain } from "@/lib/changes/operations/save-chain";
import { saveSuggestion } from "@/lib/changes/operations/save-suggestion";
import { redoEdit, undoLastEdit } from "@/lib/changes/operations/undo-edit";
import { BulkEdit, ChainKind, ChainTargets } from "@/lib/config/schema";
import { Goal } from "@/lib/routing/suggest/schema";
import { operatorAction } from "@/lib/server/action";

/** The gateway that the page showed: another tab may have chosen another one since. */
const Shown = z.object({ gatewayId: z.string().min(1) });
const target = ({ gatewayId }: { gatewayId: string }) => gatewayId;

export const saveChainEdit = operatorAction(
  "operator",
  "draft.set-chain",
  Shown.extend({
    kind: ChainKind,
    model: z.string().min(1),
    targets: ChainTargets,
    expectedVersion: z.number().int().min(0),
  }),
  (input, context) => saveChain({ ...context, ...input }),
  { target },
);

export const saveAlias = operatorAction(
  "operator",
  "draft.set-alias",
  Shown.extend({ alias: z.string().trim().min(1), target: z.string().min(1), hidden: z.boolean() }),
  ({ gatewayId, ...alias }, context) => saveEdit({ ...context, gatewayId, edit: { type: "set-alias", ...alias } }),
  { target, message: "It is in the draft." },
);

export const removeAlias = operatorAction(
  "operator",
  "draft.remove-alias",
  Shown.extend({ alias: z.string().min(1) }),
  ({ gatewayId, alias }, context) => saveEdit({ ...context, gatewayId, edit: { type: "remove-alias", alias } }),
  { target },
);

export const undoEdit = operatorAction(
  "operator",
  "draft.undo",
  Shown.extend({ expectedVersion: z.number().int().min(1) }),
  (input, context) => undoLastEdit({ ...context, ...input }),
  { target },
);

export const redo = operatorAction(
  "operator",
  "draft.redo",
  Shown.extend({ expectedVersion: z.number().int().min(1) }),
  (input, context) => redoEdit({ ...context, ...input }),
  { target },
);

export const discard = operatorAction(
  "operator",
  "draft.discard",
  Shown.extend({ expectedVersion: z.number().int().min(1) }),
  (input, context) => discardDraft({ ...context, ...input }),
  { target },
);

/** One change of many chains: a last hop, a target replaced everywhere, a model renamed with all that names it. */
export const saveBulkEdit = operatorAction(
  "operator",
  "draft.bulk-edit",
  Shown.extend({ edit: BulkEdit, expectedVersion: z.number().int().min(0) }),
  (input, context) => saveEdit({ ...context, ...input }),
  { target, message: "It is in the draft." },
);

export const takeSuggestion = operatorAction(
  "operator",
  "draft.suggestion",
  Shown.extend({ goal: Goal, expectedVersion: z.number().int().min(0) }),
  (input, context) => saveSuggestion({ ...context, ...input }),
  { target, message: "It is in the draft." },
);
