import { applyToValue } from "@/lib/config/edits/operation";
import { renameReferences } from "@/lib/config/edits/rename-references";
import { listModelReferences } from "@/lib/config/model-references";
import { isSameValue } from "@/lib/config/same-value";
import type { ChainTarget, ConfigReading, DeploymentEntry } from "@/lib/config/schema";

export type Rename = { from: string; to: string; places: number };

/*
 * A rename is found in what two readings say, not in the edits that were made: a model is gone, one with the very same
 * deployments has come, and nothing names the old one any more. The older reading is then told under the new name, so
 * that whatever else differs still shows.
 */

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The reading as the file's sections, for finding references; what stands in it twice is in it once. */
function rootOf({ deployments, settings }: ConfigReading): Record<string, unknown> {
  const root = new Map<string, Map<string, unknown>>();
  for (const { section, key, value } of settings)
    if (key !== "") root.set(section, (root.get(section) ?? new Map()).set(key, value));
  const model_list = deployments.map(({ group, params, info }) => ({
    model_name: group,
    litellm_params: params,
    model_info: info,
  }));
  const sections = [...root].map(([section, fields]) => [section, Object.fromEntries(fields)]);
  return { ...Object.fromEntries(sections), model_list };
}

const inSection = (root: Record<string, unknown>, section: string, key: string): unknown => {
  const fields = Object.hasOwn(root, section) ? root[section] : null;
  return isRecord(fields) && Object.hasOwn(fields, key) ? fields[key] : undefined;
};

const renamed = (target: ChainTarget, from: string, to: string): ChainTarget => {
  if (typeof target === "string") return target === from ? to : target;
  return target.model === from ? { ...target, model: to } : target;
};

function renameIn(reading: ConfigReading, { from, to }: Omit<Rename, "places">): ConfigReading {
  const before = rootOf(reading);
  const after = applyToValue(before, renameReferences(listModelReferences(before, from), from, to));
  const root = isRecord(after) ? after : before;
  const list = Array.isArray(root.model_list) ? root.model_list : [];
  const name = (old: string): string => (old === from ? to : old);
  return {
    ...reading,
    deployments: reading.deployments.map((entry, at): DeploymentEntry => {
      const { litellm_params: params } = isRecord(list[at]) ? list[at] : {};
      return { ...entry, group: name(entry.group), params: isRecord(params) ? params : entry.params };
    }),
    chains: reading.chains.map((chain) => ({
      ...chain,
      source: chain.source === "*" ? "*" : name(chain.source),
      targets: chain.targets.map((target) => renamed(target, from, to)),
    })),
    aliases: reading.aliases.map((alias) => ({ ...alias, target: alias.target === null ? null : name(alias.target) })),
    settings: reading.settings.map((entry) =>
      entry.key === "" ? entry : { ...entry, value: inSection(root, entry.section, entry.key) },
    ),
  };
}

const groupsOf = ({ deployments }: ConfigReading): Set<string> => new Set(deployments.map(({ group }) => group));

/** What makes deployments the same under any name. */
const bodiesOf = ({ deployments }: ConfigReading, group: string): unknown[] =>
  deployments
    .filter((entry) => entry.group === group)
    .map(({ model, apiBase, writtenId, key }) => ({ model, apiBase, writtenId, key }));

/** Renames from one reading to the other, and the first reading with them made. */
export function withRenames(
  before: ConfigReading,
  after: ConfigReading,
): { renames: Rename[]; reading: ConfigReading } {
  const [old, now] = [groupsOf(before), groupsOf(after)];
  const come = [...now].filter((group) => !old.has(group));
  const root = rootOf(after);
  const renames: Rename[] = [];
  let reading = before;
  for (const from of old) {
    if (now.has(from) || come.length === 0) continue;
    const body = bodiesOf(before, from);
    const [to, other] = come.filter((group) => isSameValue(bodiesOf(after, group), body));
    if (to === undefined || other !== undefined || listModelReferences(root, from).length > 0) continue;
    renames.push({ from, to, places: listModelReferences(rootOf(reading), from).length });
    reading = renameIn(reading, { from, to });
    come.splice(come.indexOf(to), 1);
  }
  return { renames, reading };
}
