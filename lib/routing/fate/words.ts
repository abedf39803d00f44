import { formatCount, formatDuration } from "@/lib/format";
import type { RoutingGraph } from "../schema";
import type { Answerer, Bounds, DomainImpact, DomainKind, FateDomain, WhatIfRow, WhatIfView } from "./schema";

/** What-if answers in words, the same on the command line and on the page. */

/** Under a tenth of a second nobody waits. */
const short = 0.1;

const inWords = (seconds: number): string => (seconds < short ? "at once" : formatDuration(seconds * 1000));

/** `at once`, `at once to 30 s`, `3.5 s to 36 s`: the wait before the answer, dead backends refusing or hanging. */
export const tellWait = ({ least, most }: Bounds): string =>
  inWords(least) === inWords(most) ? inWords(most) : `${inWords(least)} to ${inWords(most)}`;

/** `1`, `2`, `1 to 4`: upstream calls. */
export const tellAttempts = ({ attempts, fewestAttempts }: Pick<WhatIfRow, "attempts" | "fewestAttempts">): string =>
  attempts === fewestAttempts ? String(attempts) : `${fewestAttempts} to ${attempts}`;

const nameOf = ({ group, deployments }: Answerer): string => `${group} (${deployments.join(", ")})`;

/** Who answers, and what happens when the gateway's choice falls on a dead deployment. */
export const tellAnswer = ({ answeredBy, otherwise, certain }: WhatIfRow): string => {
  if (!answeredBy) return "nobody";
  const others = [...otherwise.map(nameOf), ...(certain ? [] : ["nobody"])];
  return [nameOf(answeredBy), ...others].join(", or else ");
};

export const isSameAnswerer = (a: Answerer | null, b: Answerer | null): boolean =>
  a?.group === b?.group && a?.deployments.join("\n") === b?.deployments.join("\n");

export type Outcome = "lost" | "unsure" | "moved" | "same";

/** What the deaths mean for a model: nobody answers, somebody may, somebody else does, or nothing changes. */
export const outcomeOf = ({ answeredBy, before, certain }: WhatIfRow): Outcome => {
  if (!answeredBy) return "lost";
  if (!certain) return "unsure";
  return isSameAnswerer(answeredBy, before) ? "same" : "moved";
};

/** How many models and aliases come to each end. */
export const countOutcomes = ({
  models,
  aliases,
}: Pick<WhatIfView, "models" | "aliases">): Readonly<Record<Outcome, number>> => {
  const counts = { lost: 0, unsure: 0, moved: 0, same: 0 };
  for (const row of [...models, ...aliases]) counts[outcomeOf(row)] += 1;
  return counts;
};

const kindWords: Record<DomainKind, string> = {
  backend: "backend",
  unit: "service",
  machine: "machine",
  account: "account",
  provider: "provider",
  internet: "internet",
};

/** `backend 127.0.0.1:11434`, `account OLLAMA_API_KEY`, `this machine`, `the internet`. */
export const tellDomain = ({ kind, name }: FateDomain): string => {
  if (kind === "internet") return "the internet";
  if (kind === "machine" && name === "127.0.0.1") return "this machine";
  return `${kindWords[kind]} ${name}`;
};

/** `4 models lost, 4 lose hops`. */
export const tellImpact = ({ loses, costs }: Pick<DomainImpact, "loses" | "costs">): string =>
  [
    loses.length > 0 ? `${formatCount(loses.length, "model")} lost` : "no model lost",
    ...(costs.length > 0 ? [`${costs.length} ${costs.length === 1 ? "loses" : "lose"} hops`] : []),
  ].join(", ");

/** `ollama · 3 models`, `openai-compatible · llama-cpp-native`: whose deployments die, by which one knows a backend again. */
export const tellMembers = (
  { deployments }: Pick<RoutingGraph, "deployments">,
  { deployments: dying }: Pick<DomainImpact, "deployments">,
): string => {
  const own = new Set(dying);
  const members = deployments.filter(({ identity }) => own.has(identity));
  const providers = new Set(members.map(({ provider }) => provider));
  const groups = [...new Set(members.map(({ group }) => group))];
  const models = groups.length === 1 ? `${groups[0]}` : formatCount(groups.length, "model");
  return providers.size > 2 ? models : `${[...providers].join(", ")} · ${models}`;
};
