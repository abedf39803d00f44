import { detectProvider } from "@/lib/config/provider";
import type { DeploymentEntry, Edit } from "@/lib/config/schema";
import { groupBy } from "@/lib/health/group-by";
import { nameDeployment } from "./deployment-facts";
import { findMainFile, placeOfParam } from "./places";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";
import { listNames, plural } from "./setting-values";

const slug = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\*/g, "any")
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 60) || "deployment";

/** Names that an id must not take: the gateway would answer to the id where the name was meant. */
const takenNames = ({ reading, graph }: FindingContext): Set<string> =>
  new Set([
    ...reading.deployments.flatMap(({ writtenId, group, model, identity }) => [
      writtenId ?? "",
      group,
      model,
      identity,
    ]),
    ...graph.aliases.map(({ name }) => name),
  ]);

const suggestId = (entry: DeploymentEntry, taken: Set<string>): string => {
  const { provider } = detectProvider(entry.model, entry.apiBase, entry.params, entry.info);
  const name = slug(entry.group);
  const base = name.includes(slug(provider)) ? name : `${name}-${slug(provider)}`;
  let id = base;
  for (let twin = 2; taken.has(id); twin += 1) id = `${base}-${twin}`;
  taken.add(id);
  return id;
};

/** The later of two twins first: identities of twins are counted, and the first to get an id moves the others up. */
const idEdits = (context: FindingContext, entries: readonly DeploymentEntry[]): Edit[] => {
  const taken = takenNames(context);
  return entries
    .map(
      (entry): Edit => ({
        type: "update-deployment",
        identity: entry.identity,
        set: [{ path: ["model_info", "id"], value: suggestId(entry, taken) }],
      }),
    )
    .reverse();
};

const isInMain = (context: FindingContext, entries: readonly DeploymentEntry[]): boolean => {
  const main = findMainFile(context.reading);
  return entries.every(({ place }) => place.file === main);
};

const findMissingIds = (context: FindingContext): Hit[] => {
  const found = context.reading.deployments.filter(({ writtenId }) => writtenId === null);
  const [first] = found;
  if (!first) return [];
  const groups = [...new Set(found.map(({ group }) => group))];
  return [
    {
      place: first.place,
      message:
        found.length === 1
          ? `The deployment ${nameDeployment(first)} has no model_info.id.`
          : `${plural(found.length, "deployment")} have no model_info.id: ${listNames(groups)}.`,
      models: groups,
      ...(isInMain(context, found)
        ? {
            fix: {
              title: found.length === 1 ? "Write an id" : `Write an id for each of the ${found.length}`,
              edits: idEdits(context, found),
            },
          }
        : {}),
    },
  ];
};

const findSameIds = (context: FindingContext): Hit[] => {
  const byId = groupBy(
    context.reading.deployments.filter(({ writtenId }) => writtenId !== null),
    ({ writtenId }) => writtenId,
  );
  return [...byId].flatMap(([id, [first, ...others]]): Hit[] => {
    const [second] = others;
    if (!first || !second) return [];
    return [
      {
        place: second.place,
        message: `The id ${id} of a deployment of ${second.group} is also that of one of ${first.group}.`,
        subject: `id ${id}`,
        models: [...new Set(others.map(({ group }) => group))],
        advice: "Give each deployment an id of its own.",
        ...(isInMain(context, others)
          ? { fix: { title: "Write an id of its own", edits: idEdits(context, others) } }
          : {}),
      },
    ];
  });
};

/** What says how a deployment is used, not what it is. */
const shares: ReadonlySet<string> = new Set([
  "rpm",
  "tpm",
  "weight",
  "timeout",
  "stream_timeout",
  "num_retries",
  "max_retries",
  "max_parallel_requests",
  "cooldown_time",
]);

const sameness = ({ group, params }: DeploymentEntry): string =>
  JSON.stringify([
    group,
    Object.entries(params)
      .filter(([key]) => !shares.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);

const findTwins = (context: FindingContext): Hit[] =>
  [...groupBy(context.reading.deployments, sameness).values()].flatMap(([first, ...others]): Hit[] => {
    const [second] = others;
    if (!first || !second) return [];
    const edits = others.map(({ identity }): Edit => ({ type: "remove-deployment", identity })).reverse();
    const isSafe =
      isInMain(context, others) && new Set([first, ...others].map((entry) => JSON.stringify(entry.params))).size === 1;
    return [
      {
        place: placeOfParam(second, "litellm_params", "model"),
        severity: "warning",
        message: `${first.group} has ${second.model} at the same address ${others.length + 1} times: that balances nothing, and no copy survives another.`,
        models: [first.group],
        advice: "Keep one of them, and give it the sum of the limits.",
        ...(isSafe ? { fix: { title: "Keep the first", edits } } : {}),
      },
    ];
  });

export const identityRules: FindingRule[] = [
  {
    id: "missing-id",
    severity: "info",
    title: "Deployments have no id of their own",
    explain: "The gateway then derives one that changes with every edit, and with it health, cooldowns and history.",
    advice: "Write a readable `model_info.id` that no other deployment has.",
    source: gatewayRules,
    check: findMissingIds,
  },
  {
    id: "duplicate-deployment",
    severity: "error",
    title: "A deployment stands twice in the file",
    explain:
      "Of two with one id the gateway keeps one: health, cooldowns and history get mixed up. Two that are equal share their fate.",
    advice: "Remove one, or tell them apart.",
    source: gatewayRules,
    check: (context) => [...findSameIds(context), ...findTwins(context)],
  },
];
