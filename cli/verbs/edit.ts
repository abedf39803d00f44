import { Argument, type Command, Option } from "commander";
import { replaceFile } from "@/lib/adapters/files/replace-file";
import { renderDiff } from "@/lib/changes/render-diff";
import { applyEdits } from "@/lib/config/apply-edit";
import { maskYaml } from "@/lib/config/mask-yaml";
import { readConfig } from "@/lib/config/read-config";
import { ChainKind, type ConfigReading, type Edit } from "@/lib/config/schema";
import { checkConfig } from "@/lib/routing/check-config";
import { toRoutingGraph } from "@/lib/routing/graph";
import { type Finding, findingKey } from "@/lib/routing/schema";
import { printJson } from "../print";
import { type Input, readInput } from "../read-input";
import { Stop } from "../stop";

type Options = {
  model?: string;
  targets?: string;
  target?: string[];
  kind: string;
  write?: true;
  json?: true;
};

/** `--targets` splits at commas; a name with a comma in it comes through `--target`, after them. */
const readTargets = ({ targets, target }: Options): string[] => [
  ...(targets?.split(",") ?? []).map((name) => name.trim()).filter((name) => name !== ""),
  ...(target ?? []),
];

const toEdit = (options: Options): Edit => {
  const kind = ChainKind.parse(options.kind);
  const model = kind === "default" ? "*" : options.model;
  if (!model) throw new Stop(2, "--model is needed: the model whose chain is set.");
  const targets = readTargets(options);
  if (targets.length === 0) throw new Stop(2, "--targets or --target is needed: what the model falls back on.");
  return { type: "set-chain", kind, model, targets };
};

const findAdded = (before: ConfigReading, after: ConfigReading): Finding[] => {
  const check = (reading: ConfigReading) => checkConfig({ reading, graph: toRoutingGraph(reading), version: null });
  const known = new Set(check(before).map(findingKey));
  return check(after).filter((finding) => !known.has(findingKey(finding)));
};

const write = async (path: string, { snapshot }: Input, text: string): Promise<void> => {
  const written = await replaceFile(path, Buffer.from(text, "utf8"), { expectSha: snapshot.sha });
  if (!written.ok) throw new Stop(1, written.detail ?? `${path}: ${written.reason}`);
};

const edit = async (path: string, _action: string, options: Options): Promise<void> => {
  const change = toEdit(options);
  const input = await readInput(path);
  const { text: before } = input.snapshot;
  const edited = applyEdits(input.source, [change]);
  if (!edited.ok) throw new Stop(1, `${path}: ${edited.detail ?? edited.reason}`);
  const { text, warnings } = edited.value;
  const changed = text !== before;
  const added = findAdded(input.reading, readConfig({ ...input.source, main: { ...input.source.main, text } }));
  const side = (content: string) => ({ name: path, text: content, masked: maskYaml(content) });
  const unified = renderDiff(side(before), side(text));
  if (options.write && changed) await write(path, input, text);
  const written = options.write === true && changed;
  if (options.json) return printJson({ changed, written, unified, warnings, findings: added });
  if (!options.write) process.stdout.write(unified);
  const notes = [...warnings, ...added.map(({ severity, message }) => `${severity}: ${message}`)];
  process.stderr.write([...notes, ...(changed ? [] : ["Nothing to change."])].map((line) => `${line}\n`).join(""));
};

const collect = (name: string, names: string[] = []): string[] => [...names, name];

export const register = (program: Command): void => {
  program
    .command("edit")
    .description("change one chain of a configuration file; without --write, print the difference only")
    .argument("<file>", "the configuration file")
    .addArgument(new Argument("<action>", "what to do").choices(["set-chain"]))
    .option("--model <name>", "the model whose chain is set; not needed for the default chain")
    .option("--targets <names>", "the fallbacks in order, with commas between them")
    .option("--target <name>", "one fallback whose name may hold commas; may be repeated", collect)
    .addOption(new Option("--kind <kind>", "which chain").choices(ChainKind.options).default("general"))
    .option("--write", "write the file")
    .option("--json", "print the outcome as JSON")
    .action(edit);
};
