import type { Dangling } from "./dangling";
import type { DeploymentFormValues } from "./provider-fields";
import type { AliasView } from "./schema";

/** A deployment as the draft has it, or the file where there is no draft. */
export type DeskEntry = {
  identity: string;
  group: string;
  model: string;
  form: DeploymentFormValues;
  /** What would lead nowhere without it. */
  dangling: Dangling;
  /** Against the file. */
  mark: "added" | "changed" | null;
};

/** What the forms of the models pages need; no secret in it. */
export type ModelsDesk = {
  gatewayId: string;
  /** Of the draft; 0 for none. */
  version: number;
  edits: number;
  entries: DeskEntry[];
  /** Of the file, not in the draft any more. */
  removed: { identity: string; group: string; model: string }[];
  aliases: AliasView[];
  models: string[];
  configPath: string;
  /** Why the file on disk is not the one shown, or null. */
  old: string | null;
};
