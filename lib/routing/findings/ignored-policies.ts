import { fingerprint } from "@/lib/config/fingerprint";
import type { Place, SettingEntry } from "@/lib/config/schema";
import { allowedFailsPolicyKeys, retryPolicyKeys } from "./known-settings";
import { findNearestName } from "./nearest-name";
import { findMainFile, placeInSetting } from "./places";
import type { FindingContext, Hit } from "./rule";
import { findEntry, isRecord } from "./setting-values";

const tell = (context: FindingContext, place: Place, where: string, value: unknown, meant: string | null): Hit => {
  const key = String(place.path.at(-1));
  const was = fingerprint(value);
  const isMain = place.file === findMainFile(context.reading);
  const fix: Hit["fix"] =
    meant === null
      ? { title: "Remove it", edits: [{ type: "remove-node", path: place.path, was }] }
      : { title: `Rename it to ${meant}`, edits: [{ type: "rename-key", path: place.path, was, to: meant }] };
  return {
    place,
    message: `${where} knows no ${key}, so it has no effect.`,
    ...(meant === null ? {} : { advice: `Did you mean ${meant}?` }),
    ...(isMain ? { fix } : {}),
  };
};

const stem = (key: string): string => key.toLowerCase().replace(/error|retries|allowedfails|[^a-z]/g, "");

/** `RateLimitRetries` and `rate_limit` mean `RateLimitErrorRetries`. */
const findMeant = (key: string, known: ReadonlySet<string>): string | null =>
  [...known].find((name) => stem(name) === stem(key)) ?? findNearestName(key, known)?.name ?? null;

const checkPolicy = (
  context: FindingContext,
  policy: Record<string, unknown>,
  known: ReadonlySet<string>,
  placeOf: (key: string) => Place,
  where: string,
): Hit[] =>
  Object.entries(policy)
    .filter(([key]) => !known.has(key))
    .map(([key, value]) => {
      const near = findMeant(key, known);
      return tell(context, placeOf(key), where, value, near !== null && Object.hasOwn(policy, near) ? null : near);
    });

const checkSetting = (context: FindingContext, key: string, known: ReadonlySet<string>): Hit[] => {
  const entry = findEntry(context.reading, "router_settings", key);
  if (!entry || !isRecord(entry.value)) return [];
  return checkPolicy(context, entry.value, known, (inner) => placeInSetting(entry, inner), key);
};

const checkGroup = (context: FindingContext, entry: SettingEntry, group: string, policy: unknown): Hit[] => {
  const at = placeInSetting(entry, group);
  const { graph, hasDatabase } = context;
  if (!hasDatabase && !graph.groups.includes(group)) {
    const near = findNearestName(group, graph.groups)?.name ?? null;
    const taken = isRecord(entry.value) && near !== null && Object.hasOwn(entry.value, near);
    return [
      tell(
        context,
        at,
        "model_group_retry_policy names a model that is not in the file: the gateway",
        policy,
        taken ? null : near,
      ),
    ];
  }
  return isRecord(policy)
    ? checkPolicy(
        context,
        policy,
        retryPolicyKeys,
        (key) => ({ ...at, path: [...at.path, key] }),
        `The retry policy of ${group}`,
      )
    : [];
};

/** Keys inside the policies of `router_settings` that the gateway does not read, and policies for models that it does not have. */
export const findIgnoredPolicies = (context: FindingContext): Hit[] => {
  const byGroup = findEntry(context.reading, "router_settings", "model_group_retry_policy");
  const groups = byGroup && isRecord(byGroup.value) ? Object.entries(byGroup.value) : [];
  return [
    ...checkSetting(context, "retry_policy", retryPolicyKeys),
    ...checkSetting(context, "allowed_fails_policy", allowedFailsPolicyKeys),
    ...(byGroup ? groups.flatMap(([group, policy]) => checkGroup(context, byGroup, group, policy)) : []),
  ];
};
