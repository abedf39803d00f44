import type { Command } from "commander";
import { replaceFile } from "@/lib/adapters/files/replace-file";
import { renderDiff } from "@/lib/changes/render-diff";
import { applyEdits } from "@/lib/config/apply-edit";
import { maskYaml } from "@/lib/config/mask-yaml";
import { toRoutingGraph } from "@/lib/routing/graph";
import { suggestFor } from "@/lib/routing/suggest/goals";
import { Goal, type Suggestion } from "@/lib/routing/suggest/schema";
import { toEdits } from "@/lib/routing/suggest/to-edits";
import { count, printJson, printLines } from "../print";
import { type Input, readInput, requireUsable } from "../read-input";
import { Stop } from "../stop";

type Options = {
  survive: string[];
  surviveAnyBackend?: true;
  localFirst?: string;
  write?: true;
  json?: true;
  gatewayVersion?: string;
};

const readGoal = ({ survive, surviveAnyBackend, localFirst }: Options): Goal => {
  const wanted = [
    ...(survive.length > 0 ? [{ goal: "survive", down: survive }] : []),
    ...(surviveAnyBackend ? [{ goal: "survive-any-backend" }] : []),
    ...(localFirst === undefined ? [] : [{ goal: "local-first", hops: Number(localFirst) }]),
  ];
  if (wanted.length !== 1) throw new Stop(2, "Name one goal: --survive, --survive-any-backend or --local-first.");
  const goal = Goal.safeParse(wanted[0]);
  if (!goal.success) throw new Stop(2, "--local-first takes a number of hops from 1 to 5.");
  return goal.data;
};

const toLines = ({ changes, met, unmet }: Suggestion): string[] => [
  ...changes.map(({ model, after, why }) => `${model}: ${after.join(", ")}\n    ${why}`),
  ...unmet.map(({ model, why }) => `${model} stays as it is\n    ${why}`),
  `${count(changes.length, "target")} to add, ${count(met.length, "model")} met the goal already, ${unmet.length} cannot be helped`,
];

const write = async (path: string, { snapshot }: Input, text: string): Promise<void> => {
  const written = await replaceFile(path, Buffer.from(text, "utf8"), { expectSha: snapshot.sha });
  if (!written.ok) throw new Stop(1, written.detail ?? `${path}: ${written.reason}`);
};

const suggest = async (path: string, options: Options): Promise<void> => {
  const goal = readGoal(options);
  const input = await readInput(path);
  requireUsable(path, input.reading);
  const suggested = suggestFor(toRoutingGraph(input.reading), options.gatewayVersion ?? null, goal);
  if (!suggested.ok) throw new Stop(2, suggested.detail ?? suggested.reason);
  const { changes, unmet } = suggested.value;
  const edited = applyEdits(input.source, toEdits(input.reading.chains, changes));
  if (!edited.ok) throw new Stop(1, `${path}: ${edited.detail ?? edited.reason}`);
  const side = (content: string) => ({ name: path, text: content, masked: maskYaml(content) });
  const unified = renderDiff(side(input.snapshot.text), side(edited.value.text));
  const written = options.write === true && changes.length > 0;
  if (written) await write(path, input, edited.value.text);
  if (options.json) printJson({ ...suggested.value, unified, written });
  else printLines([...toLines(suggested.value), ...(written || changes.length === 0 ? [] : [unified.trimEnd()])]);
  process.exitCode = unmet.length > 0 ? 1 : 0;
};

export const register = (program: Command): void => {
  program
    .command("suggest")
    .description(
      "work out chains that bring every model to a goal; without --write, print them and the difference only",
    )
    .argument("<file>", "the configuration file; what it includes is read too")
    .option(
      "--survive <what>",
      "every model is answered while this is dead (repeatable, all at once); what plan --down takes",
      (value: string, before: string[]) => [...before, value],
      [],
    )
    .option("--survive-any-backend", "every model is answered while any one backend is dead")
    .option("--local-first <hops>", "so many local hops come before the first one in the cloud")
    .option("--write", "write the file")
    .option("--json", "print the outcome as JSON")
    .option("--gateway-version <version>", "the LiteLLM version whose rules apply")
    .action(suggest);
};
