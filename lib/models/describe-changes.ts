import { maskKnown } from "@/lib/config/mask-text";
import type { AliasEntry, ConfigReading, DeploymentEntry, SettingEntry } from "@/lib/config/schema";
import { secretValues } from "@/lib/config/secret-values";
import { describeChainChanges } from "./describe-chain-changes";
import { type Rename, withRenames } from "./find-renames";
import { showValue } from "./show-value";

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const nameDeployment = (entry: DeploymentEntry): string => `\`${entry.group}\`: deployment \`${entry.model}\``;

type Field = [name: string, value: unknown];

const fieldsOf = (entry: DeploymentEntry): Field[] => [
  ["model_name", entry.group],
  ...Object.entries(entry.params),
  ...Object.entries(entry.info).map(([name, value]): Field => [`model_info.${name}`, value]),
];

const describeField = (title: string, name: string, from: unknown, to: unknown): string => {
  const [old, now] = [showValue(name.split("."), from), showValue(name.split("."), to)];
  if (from === undefined) return `${title}: ${name} set to ${now}`;
  if (to === undefined) return `${title}: ${name} removed (it was ${old})`;
  return old === now ? `${title}: ${name} changed` : `${title}: ${name} from ${old} to ${now}`;
};

const compareFields = (title: string, before: Field[], after: Field[]): string[] => {
  const [old, now] = [new Map(before), new Map(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => !isSame(old.get(name), now.get(name)))
    .map((name) => describeField(title, name, old.get(name), now.get(name)));
};

/** A derived identity changes with the model or the address, so what is left over is paired within its group, in order. */
const pairDeployments = (
  before: DeploymentEntry[],
  after: DeploymentEntry[],
): Map<DeploymentEntry, DeploymentEntry> => {
  const pairs = new Map<DeploymentEntry, DeploymentEntry>();
  const free = new Set(before);
  const pair = (isMatch: (old: DeploymentEntry, now: DeploymentEntry) => boolean) => {
    for (const now of after) {
      const old = pairs.has(now) ? undefined : [...free].find((candidate) => isMatch(candidate, now));
      if (!old) continue;
      free.delete(old);
      pairs.set(now, old);
    }
  };
  pair((old, now) => old.identity === now.identity);
  pair((old, now) => old.group === now.group && old.model === now.model);
  pair((old, now) => old.group === now.group);
  return pairs;
};

const describeDeployments = (before: ConfigReading, after: ConfigReading): string[] => {
  const pairs = pairDeployments(before.deployments, after.deployments);
  const kept = new Set(pairs.values());
  const removed = before.deployments
    .filter((entry) => !kept.has(entry))
    .map((entry) => `${nameDeployment(entry)} removed`);
  const changed = after.deployments.flatMap((entry) => {
    const old = pairs.get(entry);
    return old
      ? compareFields(nameDeployment(old), fieldsOf(old), fieldsOf(entry))
      : [`${nameDeployment(entry)} added`];
  });
  return [...removed, ...changed];
};

const showAlias = ({ target, hidden, raw }: AliasEntry): string =>
  `${target === null ? showValue([], raw) : `\`${target}\``}${hidden ? " (hidden)" : ""}`;

const describeAliases = (before: ConfigReading, after: ConfigReading): string[] => {
  const [old, now] = [before, after].map(({ aliases }) => new Map(aliases.map((alias) => [alias.name, alias])));
  const removed = before.aliases.filter(({ name }) => !now?.has(name)).map(({ name }) => `alias \`${name}\` removed`);
  const changed = after.aliases.flatMap((alias) => {
    const earlier = old?.get(alias.name);
    if (!earlier) return [`alias \`${alias.name}\` added for ${showAlias(alias)}`];
    const [from, to] = [showAlias(earlier), showAlias(alias)];
    return from === to ? [] : [`alias \`${alias.name}\` from ${from} to ${to}`];
  });
  return [...removed, ...changed];
};

/** Chains and aliases have words of their own. */
const described: ReadonlySet<string> = new Set([
  "fallbacks",
  "context_window_fallbacks",
  "content_policy_fallbacks",
  "default_fallbacks",
  "model_group_alias",
]);

const settingFields = ({ settings }: ConfigReading): Field[] =>
  settings
    .filter(({ key }) => !described.has(key))
    .map(({ section, key, value }: SettingEntry): Field => [key === "" ? section : `${section}.${key}`, value]);

type Moved = { key: string; from: string; to: string };

/** Settings that left one section and stand with the same value in another that did not have them. */
const findMoved = (before: ConfigReading, after: ConfigReading): Moved[] => {
  const nameOf = ({ section, key }: SettingEntry): string => JSON.stringify([section, key]);
  const [old, now] = [new Set(before.settings.map(nameOf)), new Set(after.settings.map(nameOf))];
  const come = after.settings.filter((entry) => !old.has(nameOf(entry)));
  return before.settings.flatMap((entry): Moved[] => {
    const { section, key, value } = entry;
    if (key === "" || described.has(key) || now.has(nameOf(entry))) return [];
    const there = come.find((other) => other.key === key && isSame(other.value, value));
    return there ? [{ key, from: section, to: there.section }] : [];
  });
};

const describeSettings = (before: ConfigReading, after: ConfigReading): string[] => {
  const moved = findMoved(before, after);
  const told = new Set(moved.flatMap(({ key, from, to }) => [`${from}.${key}`, `${to}.${key}`]));
  const rest = (reading: ConfigReading): Field[] => settingFields(reading).filter(([name]) => !told.has(name));
  const lines = moved.map(({ key, from, to }) => `settings: ${key} moved from ${from} to ${to}`);
  return [...lines, ...compareFields("settings", rest(before), rest(after))];
};

const tellRename = ({ from, to, places }: Rename): string =>
  `model \`${from}\` renamed to \`${to}\` in ${places} place${places === 1 ? "" : "s"}`;

/** What a draft changes, in words, one line a change; no secret in it, also where one turns up under another name. */
export const describeChanges = (before: ConfigReading, after: ConfigReading): string[] => {
  const secrets = [...secretValues(before), ...secretValues(after)];
  const { renames, reading } = withRenames(before, after);
  return [
    ...renames.map(tellRename),
    ...describeChainChanges(reading, after),
    ...describeDeployments(reading, after),
    ...describeAliases(reading, after),
    ...describeSettings(reading, after),
  ].map((line) => maskKnown(line, secrets));
};
