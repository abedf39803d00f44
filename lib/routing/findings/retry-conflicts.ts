import type { DeploymentEntry, Place, SettingEntry } from "@/lib/config/schema";
import { groupBy } from "@/lib/health/group-by";
import { retryPolicyKeys } from "./known-settings";
import { placeInSetting, placeOfParam } from "./places";
import type { FindingContext, Hit } from "./rule";
import { findEntry, isRecord, listNames, plural } from "./setting-values";

/*
 * How often a failing call is repeated: the policy of its model, else the general policy, where it has a number for the kind
 * of error; else num_retries of the deployment; else num_retries. Asked of the Router itself (LiteLLM 1.106.2).
 */

type Policy = readonly [error: string, retries: number][];

const toPolicy = (value: unknown): Policy =>
  isRecord(value)
    ? Object.entries(value).flatMap(([key, retries]): [string, number][] =>
        retryPolicyKeys.has(key) && typeof retries === "number" ? [[key.replace(/Retries$/, ""), retries]] : [],
      )
    : [];

const errorsOf = (policy: Policy): string =>
  listNames(policy.map(([error, retries]) => `${error === "Default" ? "every other error" : error} ${retries}`));

const explicitRetries = ({ reading }: FindingContext): SettingEntry | null => {
  const found = ["router_settings", "litellm_settings"].map((section) => findEntry(reading, section, "num_retries"));
  return found.find((entry) => typeof entry?.value === "number") ?? null;
};

/** A policy that only grades what num_retries says is meant; one that says never where the other says again is not. */
const contradicts = (retries: number, policy: Policy): Policy =>
  policy.filter(([error, own]) => own !== retries && (own === 0 || retries === 0 || error === "Default"));

const tell = (place: Place, name: string, retries: number, against: Policy): Hit => ({
  place,
  message: `num_retries is ${retries}, and ${name} says otherwise (${errorsOf(against)}): for those errors the policy wins.`,
  advice: "Write what is meant into the policy, and leave num_retries for the rest; or remove the policy.",
});

const findPolicies = (context: FindingContext): Hit[] => {
  const retries = explicitRetries(context)?.value;
  if (typeof retries !== "number") return [];
  const general = findEntry(context.reading, "router_settings", "retry_policy");
  const byGroup = findEntry(context.reading, "router_settings", "model_group_retry_policy");
  const against = contradicts(retries, toPolicy(general?.value));
  const hits = general && against.length > 0 ? [tell(general.place, "retry_policy", retries, against)] : [];
  if (!byGroup || !isRecord(byGroup.value)) return hits;
  const groups = Object.entries(byGroup.value).flatMap(([group, value]): Hit[] => {
    const own = contradicts(retries, toPolicy(value));
    const place = placeInSetting(byGroup, group);
    return own.length > 0 ? [{ ...tell(place, `the retry policy of ${group}`, retries, own), models: [group] }] : [];
  });
  return [...hits, ...groups];
};

const policyOf = ({ reading }: FindingContext): ((group: string) => Policy) => {
  const general = toPolicy(findEntry(reading, "router_settings", "retry_policy")?.value);
  const byGroup = findEntry(reading, "router_settings", "model_group_retry_policy")?.value;
  return (group) => (isRecord(byGroup) && Object.hasOwn(byGroup, group) ? toPolicy(byGroup[group]) : general);
};

const ownRetries = ({ params }: DeploymentEntry): number | null =>
  params.num_retries === null ||
  params.num_retries === undefined ||
  params.num_retries === "" ||
  Number.isNaN(Number(params.num_retries))
    ? null
    : Number(params.num_retries);

/** num_retries of a deployment against the policy that is asked first: one finding for all of them. */
const findDeployments = (context: FindingContext): Hit[] => {
  const policy = policyOf(context);
  const found = context.reading.deployments.filter((entry) => {
    const own = ownRetries(entry);
    return own !== null && contradicts(own, policy(entry.group)).length > 0;
  });
  const [first] = found;
  if (!first) return [];
  const groups = [...groupBy(found, ({ group }) => group).keys()];
  return [
    {
      place: placeOfParam(first, "litellm_params", "num_retries"),
      message: `num_retries of ${plural(found.length, "deployment")} (${listNames(groups)}) contradicts the retry policy, which wins for the errors it names.`,
      advice: "Keep one of them.",
      models: groups,
    },
  ];
};

export const findRetryConflicts = (context: FindingContext): Hit[] => [
  ...findPolicies(context),
  ...findDeployments(context),
];
