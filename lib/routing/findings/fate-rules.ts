import type { GraphDeployment } from "../schema";
import { type Fate, hasBothSides, isPlaced, listFates, type Member, type Side } from "./chain-fates";
import { describeList, listInWords } from "./name-lookup";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

const hitAt = ({ chain }: Fate, message: string, subject: string): Hit => ({
  place: chain.place,
  message,
  subject,
  models: chain.source === "*" ? [] : [chain.source],
});

/** Models that die together: those that have one backend only, and the same. */
const listSharing = (members: readonly Member[]): [backend: string, models: string[]][] => {
  const sharing = new Map<string, string[]>();
  for (const { model, backends } of members) {
    const [only] = backends;
    if (only !== undefined && backends.size === 1) sharing.set(only, [...(sharing.get(only) ?? []), model]);
  }
  return [...sharing].filter(([, models]) => models.length > 1);
};

const findSharedHops = (context: FindingContext): Hit[] =>
  listFates(context)
    .filter(({ backends }) => backends.size > 1)
    .flatMap((fate) =>
      listSharing(fate.written).map(([backend, models]) =>
        hitAt(
          fate,
          `In the ${describeList(context, fate.chain)}, ${listInWords(models)} share one backend: ${backend}.`,
          `${backend} ${models.join(" ")}`,
        ),
      ),
    );

/** As many models on one key are worth a note, whether they are in chains or not. */
const manyModels = 3;

/** Cloud models that one account serves: its key, its limit and its bill fail for all of them at once. */
const findSharedKeys = ({ graph }: FindingContext): Hit[] => {
  const accounts = new Map<string, { groups: Set<string>; first: GraphDeployment }>();
  for (const deployment of graph.deployments) {
    if (deployment.local || deployment.keyReference === null || !isPlaced(deployment)) continue;
    if (!deployment.keyReference.startsWith("env ")) continue;
    const account = accounts.get(deployment.backend) ?? { groups: new Set(), first: deployment };
    account.groups.add(deployment.group);
    accounts.set(deployment.backend, account);
  }
  return [...accounts]
    .filter(([, { groups }]) => groups.size >= manyModels)
    .map(([backend, { groups, first }]) => ({
      place: first.place,
      message: `${groups.size} models rest on one key and one host (${backend}): ${listInWords([...groups], 6)}.`,
      subject: `key ${backend}`,
      models: [...groups],
      advice: "Let the chains of these models end on another account, or on a server of your own.",
    }));
};

const findSingle = (context: FindingContext): Hit[] =>
  listFates(context)
    .filter(({ backends }) => backends.size === 1)
    .map((fate) =>
      hitAt(
        fate,
        `Every hop of the ${describeList(context, fate.chain)} rests on one backend: ${[...fate.backends].join("")}.`,
        [...fate.backends].join(""),
      ),
    );

/** Only a gateway that has both could have done otherwise; a chain on one backend has a finding already. */
const findOneSided = (context: FindingContext, side: Side, message: (list: string) => string): Hit[] => {
  if (!hasBothSides(context)) return [];
  return listFates(context)
    .filter(({ backends, sides }) => backends.size > 1 && sides.size === 1 && sides.has(side))
    .map((fate) => hitAt(fate, message(describeList(context, fate.chain)), side));
};

export const fateRules: FindingRule[] = [
  {
    id: "shared-backend",
    severity: "info",
    title: "Models share a backend",
    explain: "When that backend or its key dies, these models die together; one of them does not help the other.",
    advice: "Place a hop of another backend between or after them.",
    source: gatewayRules,
    check: (context) => [...findSharedHops(context), ...findSharedKeys(context)],
  },
  {
    id: "single-backend",
    severity: "warning",
    title: "A chain rests on one backend",
    explain: "The fallbacks help against an error of one model, and not at all when the backend or its key dies.",
    advice: "Add a hop that another backend serves.",
    source: gatewayRules,
    check: findSingle,
  },
  {
    id: "local-only",
    severity: "info",
    title: "A chain never leaves this site",
    explain: "When the machine, its power or its network dies, every hop of the chain dies with it.",
    advice: "Add a cloud hop at the end, unless the prompts must not leave.",
    source: gatewayRules,
    check: (context) =>
      findOneSided(context, "local", (list) => `Every hop of the ${list} runs on servers of your own.`),
  },
  {
    id: "cloud-only",
    severity: "info",
    title: "A chain rests on the internet",
    explain: "Without the internet every hop of the chain is gone, though local models are there.",
    advice: "Add a local hop at the end.",
    source: gatewayRules,
    check: (context) =>
      findOneSided(
        context,
        "cloud",
        (list) => `Every hop of the ${list} needs the internet, and this gateway has local models too.`,
      ),
  },
];
