import type { ReadFailure } from "@/lib/adapters/files/schema";
import { saveEdit } from "@/lib/changes/operations/edit-draft";
import type { DraftRefusal, SavedDraft } from "@/lib/changes/operations/open-draft";
import { readBytes } from "@/lib/changes/operations/session";
import { renderDiff } from "@/lib/changes/render-diff";
import type { EditRefusal } from "@/lib/config/edit-outcome";
import { maskYaml } from "@/lib/config/mask-yaml";
import type { ConfigReading, DeploymentEntry, Edit } from "@/lib/config/schema";
import { planAdd, planUpdate, toFormValues } from "@/lib/models/deployment-edit";
import type { DeploymentTask } from "@/lib/models/deployment-task";
import { err, ok, type Result } from "@/lib/result";
import { applyEditsAside } from "@/lib/server/config-reader";
import type { OperationContext } from "@/lib/server/context";
import type { Database } from "@/lib/server/db";
import { type DraftSide, readDraftSide } from "./draft-side";

export type TaskRefusal = EditRefusal | ReadFailure | "unknown-gateway";

export type PlannedDeployment = {
  side: DraftSide;
  /** Null when nothing in the form differs from the entry. */
  edit: Edit | null;
  after: { text: string; reading: ConfigReading };
  warnings: string[];
  /** The entry as the file will hold it. */
  entry: DeploymentEntry;
};

/** The edit that a form stands for, tried on the draft's text; nothing is stored. */
export async function planDeployment(
  db: Database,
  gatewayId: string,
  task: DeploymentTask,
): Promise<Result<PlannedDeployment, TaskRefusal>> {
  const opened = await readDraftSide(db, gatewayId);
  if (!opened.ok) return opened;
  const side = opened.value;
  const original = findOriginal(side, task.identity);
  if (task.identity !== null && !original)
    return err("unknown-deployment", "This deployment is not there any more: it was removed or renamed meanwhile.");
  if (task.values.key === "keep" && original?.entry.key.kind !== "literal")
    return err("invalid-value", "There is no key in the file to keep. Choose where it comes from.");
  const edit =
    task.verb === "edit" && original
      ? planUpdate(original.entry.identity, original.shown, task.values)
      : planAdd(task.values, original);
  if (!edit && original) return ok({ side, edit, after: side, warnings: [], entry: original.entry });
  const applied = await applyEditsAside(side.source, edit ? [edit] : []);
  if (!applied.ok) return applied;
  const { text, warnings } = applied.value;
  const { reading } = await readBytes(side.file.record, Buffer.from(text));
  const entry = findResult(side, reading, task);
  if (!entry) return err("unexpected-shape", "The entry could not be found again after this edit, so it was not made.");
  return ok({ side, edit, after: { text, reading }, warnings, entry });
}

/** The lines that saving would change, secrets masked. */
export async function previewDeployment(
  db: Database,
  gatewayId: string,
  task: DeploymentTask,
): Promise<Result<{ unified: string; warnings: string[] }, TaskRefusal>> {
  const planned = await planDeployment(db, gatewayId, task);
  if (!planned.ok) return planned;
  const { side, after, warnings } = planned.value;
  const name = side.file.record.configPath.split("/").at(-1) ?? "";
  const sideOf = (text: string) => ({ name, text, masked: maskYaml(text) });
  return ok({ unified: renderDiff(sideOf(side.text), sideOf(after.text)), warnings });
}

type Saving = OperationContext & { gatewayId: string; task: DeploymentTask; expectedVersion: number };

export async function saveDeployment(
  given: Saving,
): Promise<Result<SavedDraft, TaskRefusal | DraftRefusal | "unchanged">> {
  const planned = await planDeployment(given.db, given.gatewayId, given.task);
  if (!planned.ok) return planned;
  const { edit } = planned.value;
  return edit ? saveEdit({ ...given, edit }) : err("unchanged", "Nothing in the form differs from what is written.");
}

function findOriginal({ reading, graph }: DraftSide, identity: string | null) {
  const at = reading.deployments.findIndex((one) => one.identity === identity);
  const [entry, deployment] = [reading.deployments[at], graph.deployments[at]];
  return entry && deployment ? { entry, shown: toFormValues(entry, deployment) } : null;
}

/** An edit keeps an entry's place in the list; a new entry is the last of the main file. */
function findResult(side: DraftSide, after: ConfigReading, { verb, identity }: DeploymentTask): DeploymentEntry | null {
  if (verb === "edit")
    return after.deployments[side.reading.deployments.findIndex((one) => one.identity === identity)] ?? null;
  return after.deployments.filter(({ place }) => place.file === side.source.main.path).at(-1) ?? null;
}
