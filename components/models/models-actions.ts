import type { Action } from "@/lib/action-state";
import type { VerifyReport } from "@/lib/health/schema";
import type { DeploymentTask } from "@/lib/models/deployment-task";
import type { BackendOffer } from "@/lib/models/registry";
import type { AliasInput } from "./alias-form";

type Shown = { gatewayId: string };
type Editing = Shown & { expectedVersion: number };
export type Saved = { version: number; edits: number; warnings: string[] };

/** The verbs of the models pages; a viewer has none of them. */
export type ModelsActions = {
  save: Action<Editing & { task: DeploymentTask }, Saved>;
  preview: Action<Shown & { task: DeploymentTask }, { unified: string; warnings: string[] }>;
  test: Action<Shown & { task: DeploymentTask }, { answered: boolean; detail: string; models: string[] }>;
  remove: Action<Editing & { identity: string }, Saved>;
  saveAlias: Action<Editing & AliasInput, Saved>;
  removeAlias: Action<Editing & { alias: string }, Saved>;
  discover: Action<Shown, { backends: BackendOffer[]; unaskable: string[] }>;
  verify: Action<Shown & { identity: string }, VerifyReport>;
};
