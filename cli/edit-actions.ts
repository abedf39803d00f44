import { fingerprint } from "@/lib/config/fingerprint";
import { ChainKind, Edit, YamlPath } from "@/lib/config/schema";
import { Stop } from "./stop";

/** The options of `signalbox edit`; each action reads its own. */
export type EditOptions = {
  model?: string[];
  models?: string;
  targets?: string;
  target?: string[];
  kind: string;
  from?: string;
  to?: string;
  remove?: true;
  key?: string;
  path?: string;
  value?: string;
  was?: string;
  edit?: string[];
};

/** What stands at a path of the main file now; undefined where nothing does. */
export type ValueAt = (path: YamlPath) => unknown;

const need = (value: string | undefined, why: string): string => {
  if (value === undefined || value === "") throw new Stop(2, why);
  return value;
};

/** A list splits at commas; a name with a comma in it comes through the option that takes one name, after them. */
const readNames = (list: string | undefined, more: string[] | undefined): string[] => [
  ...(list?.split(",") ?? []).map((name) => name.trim()).filter((name) => name !== ""),
  ...(more ?? []),
];

const readKind = ({ kind }: EditOptions): ChainKind => ChainKind.parse(kind);

const readModel = (options: EditOptions): string =>
  readKind(options) === "default" ? "*" : need(options.model?.[0], "--model is needed: the model whose chain it is.");

const readJson = (text: string, option: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Stop(2, `${option} must be JSON; text stands in double quotes there.`);
  }
};

/** `router_settings.fallbacks.0`, or a JSON list where a key holds a dot or looks like a number. */
const readPath = (options: EditOptions): YamlPath => {
  const text = need(options.path, "--path is needed, such as router_settings.num_retries.");
  const whole = text.startsWith("[") ? YamlPath.safeParse(readJson(text, "--path")) : null;
  if (whole && !whole.success) throw new Stop(2, "--path must be a list of keys and positions.");
  return whole?.data ?? text.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
};

const toEdit = (given: unknown, option: string): Edit => {
  const parsed = Edit.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Stop(2, `${option}: ${issue?.path.join(".") || "the edit"} is not right. ${issue?.message ?? ""}`.trim());
};

const sections = "router_settings, litellm_settings or general_settings";

type Action = (options: EditOptions, valueAt: ValueAt) => Edit[];

/** Without --was the edit is made for what stands there now. */
const nodeEdit = (type: "set-node" | "remove-node" | "rename-key", options: EditOptions, valueAt: ValueAt) => {
  const path = readPath(options);
  return { type, path, was: options.was ?? fingerprint(valueAt(path)) };
};

export const editActions: Record<string, Action> = {
  "set-chain": (options) => {
    const targets = readNames(options.targets, options.target);
    if (targets.length === 0) throw new Stop(2, "--targets or --target is needed: what the model falls back on.");
    return [{ type: "set-chain", kind: readKind(options), model: readModel(options), targets }];
  },
  "remove-chain": (options) => [{ type: "remove-chain", kind: readKind(options), model: readModel(options) }],
  "rename-model": ({ from, to }) => [
    {
      type: "rename-model",
      from: need(from, "--from is needed: the model's name."),
      to: need(to, "--to is needed: its new name."),
    },
  ],
  "replace-target": ({ from, to, remove }) => {
    if ((to === undefined) === (remove === undefined)) throw new Stop(2, "Either --to or --remove is needed.");
    return [{ type: "replace-target", from: need(from, "--from is needed: the target."), to: to ?? null }];
  },
  "append-target": (options) => {
    const [target, second] = readNames(undefined, options.target);
    if (target === undefined || second !== undefined) throw new Stop(2, "One --target is needed: the last hop.");
    const kind = readKind(options);
    const models = kind === "default" ? ["*"] : readNames(options.models, options.model);
    if (models.length === 0) throw new Stop(2, "--models or --model is needed: the models that get the hop.");
    return [{ type: "append-target", kind, models, target }];
  },
  "set-node": (options, valueAt) => {
    const value = readJson(need(options.value, "--value is needed, as JSON."), "--value");
    return [toEdit({ ...nodeEdit("set-node", options, valueAt), value }, "--path")];
  },
  "remove-node": (options, valueAt) => [toEdit(nodeEdit("remove-node", options, valueAt), "--path")],
  "rename-key": (options, valueAt) => {
    const to = need(options.to, "--to is needed: the new key.");
    return [toEdit({ ...nodeEdit("rename-key", options, valueAt), to }, "--path")];
  },
  "move-setting": ({ key, from, to }) => [
    toEdit(
      {
        type: "move-setting",
        key: need(key, "--key is needed: the setting."),
        from: need(from, `--from is needed: ${sections}.`),
        to: need(to, `--to is needed: ${sections}.`),
      },
      "--from and --to",
    ),
  ],
  edits: ({ edit }) => {
    const given = (edit ?? []).flatMap((text) => readJson(text, "--edit"));
    if (given.length === 0) throw new Stop(2, "--edit is needed: one edit as JSON, or a list of them.");
    return given.map((one) => toEdit(one, "--edit"));
  },
};
