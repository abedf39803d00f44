import { fingerprint } from "@/lib/config/fingerprint";
import type { Edit, SettingEntry } from "@/lib/config/schema";
import { groupBy } from "@/lib/health/group-by";
import { knownSections } from "./known-settings";
import { findMainFile } from "./places";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";
import { homeOf, isHome, readers, type SettingsHome } from "./setting-readers";
import { findEntry, holdsSecret, wholeValue } from "./setting-values";
import { isRefusedStrategy } from "./settings-rules";

const fatalInRouter: ReadonlySet<string> = new Set(["health_check_interval", "health_check_concurrency"]);

/** Where it stands it does no harm; where it is read it would keep the gateway from starting. */
const stopsWhereRead = (key: string, value: unknown): boolean =>
  key === "routing_strategy" && value !== null && isRefusedStrategy(value);

const moveTo = (
  context: FindingContext,
  { section, key, value, place }: SettingEntry,
  home: SettingsHome,
): Hit["fix"] => {
  if (!isHome(section) || place.file !== findMainFile(context.reading)) return undefined;
  return findEntry(context.reading, home, key)
    ? {
        title: `Remove it; ${home} has a ${key} of its own`,
        edits: [{ type: "remove-node", path: place.path, was: fingerprint(value) }],
      }
    : { title: `Move it to ${home}`, edits: [{ type: "move-setting", key, from: section, to: home }] };
};

const findInSections = (context: FindingContext): Hit[] =>
  context.reading.settings.flatMap((entry): Hit[] => {
    const { section, key, place } = entry;
    if (key === "" || !isHome(section) || readers[section].has(key)) return [];
    const home = homeOf(key);
    if (home === null) return [];
    const isFatal = section === "router_settings" && fatalInRouter.has(key);
    const isHarmless = stopsWhereRead(key, entry.value);
    const fix = isHarmless ? undefined : moveTo(context, entry, home);
    return [
      {
        place,
        message: isFatal
          ? `${key} stands under ${section}, and the gateway refuses to start with it there.`
          : `${key} stands under ${section}, where the gateway does not read it.`,
        advice: isHarmless
          ? `Remove it: the gateway knows no such strategy, and would not start with it under ${home}.`
          : `Move it to ${home}.`,
        ...(isFatal ? { severity: "error" as const } : {}),
        ...(fix ? { fix } : {}),
      },
    ];
  });

const findOutside = (context: FindingContext): Hit[] => {
  const strays = context.reading.settings.filter(({ section }) => !knownSections.has(section));
  return [...groupBy(strays, ({ section }) => section)].flatMap(([key, entries]): Hit[] => {
    const home = homeOf(key);
    const [first] = entries;
    if (home === null || !first) return [];
    const place = first.sectionPlace ?? first.place;
    const value = wholeValue(entries);
    const edits: Edit[] = [
      { type: "set-setting", section: home, key, value },
      { type: "remove-node", path: place.path, was: fingerprint(value) },
    ];
    const isMovable =
      place.file === findMainFile(context.reading) &&
      value !== null &&
      !findEntry(context.reading, home, key) &&
      !stopsWhereRead(key, value) &&
      !holdsSecret(key, value);
    return [
      {
        place,
        message: `${key} stands at the top level of the file, where the gateway does not read it.`,
        advice: `Move it under ${home}.`,
        ...(isMovable ? { fix: { title: `Move it under ${home}`, edits } } : {}),
      },
    ];
  });
};

export const misplacedRules: FindingRule[] = [
  {
    id: "misplaced-setting",
    severity: "warning",
    title: "A setting stands in the wrong section",
    explain: "The gateway ignores it without a word, or refuses to start.",
    advice: "Move it to the section that the gateway reads it from.",
    source: gatewayRules,
    check: (context) => [...findInSections(context), ...findOutside(context)],
  },
];
