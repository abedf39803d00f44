import type { StartedChange } from "@/lib/changes/operations/record-intent";
import { runChange } from "@/lib/changes/operations/run-change";
import type { ChangeView } from "@/lib/changes/schema";
import type { Result } from "@/lib/result";
import type { OperationContext } from "@/lib/server/context";
import { reloadOptions } from "@/lib/server/means";
import { demand } from "./console";
import { printJson, printLines } from "./print";

/** Runs a change to its end in this process; the console shows it meanwhile, and takes it up when this process dies. */
export async function finishChange(
  { db, actor }: OperationContext,
  started: Result<StartedChange, string>,
  json: boolean,
): Promise<void> {
  const { id } = demand(started);
  const change = demand(await runChange({ db, actor, changeId: id, reloadOptions: reloadOptions() }));
  process.exitCode = change.state === "applied" || change.state === "confirmed" ? 0 : 1;
  if (json) printJson(change);
  else printLines(toLines(change));
}

const toLines = (change: ChangeView): string[] => [
  ...change.summary.map((line) => `  ${line}`),
  ...change.steps.map((step) => `${step.state === "done" ? "●" : "✕"} ${step.name.padEnd(18)} ${step.detail ?? ""}`),
  `Change ${change.number}: ${change.state}${change.reason ? `. ${change.reason}` : ""}`,
];
