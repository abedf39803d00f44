import { fingerprint } from "@/lib/config/fingerprint";
import type { Edit, SettingEntry } from "@/lib/config/schema";
import { isSecretLooking } from "@/lib/config/secret-names";
import { groupBy } from "@/lib/health/group-by";
import { findIgnoredPolicies } from "./ignored-policies";
import { knownSections, knownSettingsOf } from "./known-settings";
import { findNearestName } from "./nearest-name";
import { findMainFile } from "./places";
import type { FindingContext, FindingRule, Hit } from "./rule";
import { homeOf, isHome, meantBy, readers } from "./setting-readers";
import { countValues, findEntry, listNames, plural, wholeValue } from "./setting-values";

const isIgnored = ({ section, key }: SettingEntry): boolean =>
  key !== "" && isHome(section) && !readers[section].has(key) && homeOf(key) === null;

const nameOf = (key: string): string => (isSecretLooking(key) ? "a key" : key);

/** Beyond so many unknown keys in one section they are a block of their own, not slips of the pen. */
const mostSlips = 25;

const findMeant = ({ section, key }: SettingEntry): string | null => {
  if (!isHome(section)) return null;
  const meant = meantBy(key);
  return meant !== null && readers[section].has(meant) ? meant : (findNearestName(key, readers[section])?.name ?? null);
};

const rename = (context: FindingContext, entry: SettingEntry, to: string): Hit["fix"] => {
  const { section, key, value, place } = entry;
  if (place.file !== findMainFile(context.reading)) return undefined;
  const was = fingerprint(value);
  return findEntry(context.reading, section, to)
    ? { title: `Remove ${key}; ${to} stands beside it`, edits: [{ type: "remove-node", path: place.path, was }] }
    : { title: `Rename it to ${to}`, edits: [{ type: "rename-key", path: place.path, was, to }] };
};

const remove = (context: FindingContext, entries: readonly SettingEntry[]): Hit["fix"] => {
  const main = findMainFile(context.reading);
  if (entries.some(({ place }) => place.file !== main)) return undefined;
  const edits = entries.map(
    ({ place, value }): Edit => ({ type: "remove-node", path: place.path, was: fingerprint(value) }),
  );
  return { title: entries.length === 1 ? "Remove it" : `Remove the ${entries.length} keys`, edits };
};

const tellBlock = (context: FindingContext, section: string, entries: readonly SettingEntry[]): Hit[] => {
  const [first] = entries;
  if (!first) return [];
  const values = plural(
    entries.reduce((sum, { value }) => sum + countValues(value), 0),
    "value",
  );
  const names = listNames(entries.map(({ key }) => nameOf(key)));
  const fix = section === "router_settings" ? remove(context, entries) : undefined;
  const message =
    entries.length === 1
      ? `The gateway knows no ${names} under ${section} and drops it${countValues(first.value) > 1 ? `, with the ${values} in it` : ""}.`
      : `The gateway knows none of these ${entries.length} keys under ${section} and drops them, with the ${values} in them: ${names}.`;
  return [{ place: first.place, message, ...(fix ? { fix } : {}) }];
};

const tellSlip = (context: FindingContext, entry: SettingEntry, meant: string): Hit => {
  const fix = rename(context, entry, meant);
  return {
    place: entry.place,
    message: `The gateway knows no ${nameOf(entry.key)} under ${entry.section} and drops it.`,
    advice: `Did you mean ${meant}?`,
    ...(fix ? { fix } : {}),
  };
};

const findInSection = (context: FindingContext, section: string): Hit[] => {
  const ignored = context.reading.settings.filter((entry) => entry.section === section && isIgnored(entry));
  const meant = new Map(ignored.slice(0, mostSlips).map((entry) => [entry, findMeant(entry)]));
  const slips = ignored.flatMap((entry) => {
    const name = meant.get(entry);
    return name ? [tellSlip(context, entry, name)] : [];
  });
  const rest = ignored.filter((entry) => !meant.get(entry));
  const byFile = groupBy(rest, ({ place }) => place.file);
  return [...slips, ...[...byFile.values()].flatMap((entries) => tellBlock(context, section, entries))];
};

/** A section of its own that the gateway does not read. Keys of a known section are misplaced, not ignored. */
const findUnknownSections = (context: FindingContext): Hit[] => {
  const unknown = groupBy(
    context.reading.settings.filter(({ section }) => !knownSections.has(section) && homeOf(section) === null),
    ({ section }) => section,
  );
  return [...unknown].flatMap(([section, entries]): Hit[] => {
    const [first] = entries;
    if (!first || /^(?:x-|\.|_)/.test(section) || first.anchors) return [];
    const meant = findNearestName(section, knownSections)?.name ?? null;
    const place = first.sectionPlace ?? first.place;
    const values = entries.reduce((sum, { value }) => sum + countValues(value), 0);
    const isFree = meant !== null && !context.reading.settings.some((entry) => entry.section === meant);
    const canRename = isFree && meant !== "model_list" && place.file === findMainFile(context.reading);
    const was = fingerprint(wholeValue(entries));
    return [
      {
        place,
        message: `The gateway reads no section ${nameOf(section)} and drops it${values > 1 ? `, with the ${plural(values, "value")} in it` : ""}.`,
        ...(meant === null ? {} : { advice: `Did you mean ${meant}?` }),
        ...(canRename
          ? {
              fix: {
                title: `Rename it to ${meant}`,
                edits: [{ type: "rename-key", path: place.path, was, to: meant }],
              },
            }
          : {}),
      },
    ];
  });
};

/** Numbers that the gateway takes for "not set". */
const findUnset = ({ reading }: FindingContext): Hit[] => {
  const entry = findEntry(reading, "router_settings", "allowed_fails");
  return entry?.value === 3
    ? [
        {
          place: entry.place,
          severity: "info",
          message: "allowed_fails: 3 is the gateway's default and counts as not set.",
          advice: "Leave it out, or write another number.",
        },
      ]
    : [];
};

const isNewer = (version: string | null): boolean => {
  const numbers = (text: string): number[] => text.replace(/^v/, "").split(".").map(Number);
  const [known, running] = [numbers(knownSettingsOf), numbers(version ?? knownSettingsOf)];
  const at = known.findIndex((part, index) => part !== running[index]);
  return at >= 0 && (running[at] ?? 0) > (known[at] ?? 0);
};

/** A newer release may know more keys than our table, so there the finding is a note. */
const withDoubt = (context: FindingContext, hits: Hit[]): Hit[] =>
  isNewer(context.version)
    ? hits.map(
        (hit): Hit => ({
          place: hit.place,
          message: hit.message,
          severity: "info",
          ...(hit.advice ? { advice: hit.advice } : {}),
        }),
      )
    : hits;

export const ignoredRules: FindingRule[] = [
  {
    id: "ignored-setting",
    severity: "warning",
    title: "A setting has no effect",
    explain: "The gateway drops keys that it does not know, and says so in its log at most.",
    advice: "Remove it, or write the key that the gateway reads.",
    source: `Tables of LiteLLM ${knownSettingsOf}, docs/litellm-rules.md`,
    check: (context) => [
      ...withDoubt(context, [
        ...Object.keys(readers).flatMap((section) => findInSection(context, section)),
        ...findUnknownSections(context),
        ...findIgnoredPolicies(context),
      ]),
      ...findUnset(context),
    ],
  },
];
