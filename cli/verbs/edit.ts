import { Argument, type Command, Option } from "commander";
import { replaceFile } from "@/lib/adapters/files/replace-file";
import { renderDiff } from "@/lib/changes/render-diff";
import { applyEdits } from "@/lib/config/apply-edit";
import { maskYaml } from "@/lib/config/mask-yaml";
import { readConfig } from "@/lib/config/read-config";
import { ChainKind, type ConfigReading } from "@/lib/config/schema";
import { cursorAtRoot, cursorTo, valueAt } from "@/lib/config/yaml-cursor";
import { parseYamlFile } from "@/lib/config/yaml-file";
import { checkConfig } from "@/lib/routing/check-config";
import { toRoutingGraph } from "@/lib/routing/graph";
import { type Finding, findingKey } from "@/lib/routing/schema";
import { type EditOptions, editActions, type ValueAt } from "../edit-actions";
import { printJson } from "../print";
import { type Input, readInput } from "../read-input";
import { Stop } from "../stop";

type Options = EditOptions & { write?: true; json?: true };

const findAdded = (before: ConfigReading, after: ConfigReading): Finding[] => {
  const check = (reading: ConfigReading) => checkConfig({ reading, graph: toRoutingGraph(reading), version: null });
  const known = new Set(check(before).map(findingKey));
  return check(after).filter((finding) => !known.has(findingKey(finding)));
};

const write = async (path: string, { snapshot }: Input, text: string): Promise<void> => {
  const written = await replaceFile(path, Buffer.from(text, "utf8"), { expectSha: snapshot.sha });
  if (!written.ok) throw new Stop(1, written.detail ?? `${path}: ${written.reason}`);
};

const valuesOf = ({ source }: Input): ValueAt => {
  const root = cursorAtRoot(parseYamlFile(source.main));
  return (at) => {
    const cursor = cursorTo(root, at);
    return cursor ? valueAt(cursor) : undefined;
  };
};

const edit = async (path: string, action: string, options: Options): Promise<void> => {
  const input = await readInput(path);
  const changes = editActions[action]?.(options, valuesOf(input)) ?? [];
  const { text: before } = input.snapshot;
  const edited = applyEdits(input.source, changes);
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
    .description("change a configuration file in place; without --write, print the difference only")
    .argument("<file>", "the configuration file")
    .addArgument(new Argument("<action>", "what to do").choices(Object.keys(editActions)))
    .option("--model <name>", "the model that it is about; may be repeated for append-target", collect)
    .option("--models <names>", "append-target: the models, with commas between them")
    .option("--targets <names>", "set-chain: the fallbacks in order, with commas between them")
    .option("--target <name>", "one fallback whose name may hold commas; may be repeated", collect)
    .addOption(new Option("--kind <kind>", "which chain").choices(ChainKind.options).default("general"))
    .option("--from <name>", "the model, target or section as it is now")
    .option("--to <name>", "the new model, target, key or section")
    .option("--remove", "replace-target: take the target out of every chain")
    .option("--key <name>", "move-setting: the setting")
    .option("--path <path>", "keys and positions with dots between them, or a JSON list of them")
    .option("--value <json>", "set-node: the new value as JSON")
    .option("--was <fingerprint>", "refuse when the value at the path is not this one any more")
    .option("--edit <json>", "edits: edits as the HTTP API and `lint --json` have them; may be repeated", collect)
    .option("--write", "write the file")
    .option("--json", "print the outcome as JSON")
    .action(edit);
};
