"use server";

import { z } from "zod";
import { saveEdit } from "@/lib/changes/operations/edit-draft";
import { verifyDirectly } from "@/lib/health/operations/verify-directly";
import { DeploymentTask } from "@/lib/models/deployment-task";
import { discoverModels } from "@/lib/models/operations/discover-models";
import { previewDeployment, saveDeployment } from "@/lib/models/operations/edit-deployment";
import { testConnection } from "@/lib/models/operations/test-connection";
import { operatorAction } from "@/lib/server/action";
import { consoleKeys } from "@/lib/server/console-keys";

/** The gateway that the page showed: another tab may have chosen another one since. */
const Shown = z.object({ gatewayId: z.string().min(1) });
const Task = Shown.extend({ task: DeploymentTask });
const Editing = { expectedVersion: z.number().int().min(0) };
const target = ({ gatewayId }: { gatewayId: string }) => gatewayId;

export const save = operatorAction(
  "operator",
  "draft.save-deployment",
  Task.extend(Editing),
  (input, context) => saveDeployment({ ...context, ...input }),
  { target },
);

export const preview = operatorAction(
  "operator",
  "draft.preview-deployment",
  Task,
  ({ gatewayId, task }, { db }) => previewDeployment(db, gatewayId, task),
  { target },
);

export const test = operatorAction(
  "operator",
  "models.test-connection",
  Task,
  (input, { db, now }) => testConnection({ db, now, keys: consoleKeys(), ...input }),
  { target },
);

export const remove = operatorAction(
  "operator",
  "draft.remove-deployment",
  Shown.extend({ identity: z.string().min(1), ...Editing }),
  ({ identity, ...input }, context) =>
    saveEdit({ ...context, ...input, edit: { type: "remove-deployment", identity } }),
  { target: ({ identity }) => `deployment:${identity}` },
);

export const saveAlias = operatorAction(
  "operator",
  "draft.set-alias",
  Shown.extend({ alias: z.string().trim().min(1), target: z.string().min(1), hidden: z.boolean(), ...Editing }),
  ({ gatewayId, expectedVersion, ...alias }, context) =>
    saveEdit({ ...context, gatewayId, expectedVersion, edit: { type: "set-alias", ...alias } }),
  { target },
);

export const removeAlias = operatorAction(
  "operator",
  "draft.remove-alias",
  Shown.extend({ alias: z.string().min(1), ...Editing }),
  ({ alias, ...input }, context) => saveEdit({ ...context, ...input, edit: { type: "remove-alias", alias } }),
  { target },
);

export const discover = operatorAction(
  "operator",
  "models.discover",
  Shown,
  ({ gatewayId }, { db }) => discoverModels({ db, gatewayId, keys: consoleKeys() }),
  { target },
);

export const verify = operatorAction(
  "operator",
  "health.verify",
  Shown.extend({ identity: z.string().min(1) }),
  (input, context) => verifyDirectly({ ...context, ...input, keys: consoleKeys() }),
  { target: ({ identity }) => `deployment:${identity}` },
);
