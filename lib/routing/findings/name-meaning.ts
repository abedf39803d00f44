import { knownProviders } from "../known-providers";
import { listInWords, storesModels } from "./name-lookup";
import { createNameFinder, type NearName } from "./nearest-name";
import type { FindingContext, Hit } from "./rule";

/** What a name that nothing answers to may stand for; `note` follows the message, `advice` takes the rule's place. */
export type Meaning = { near: NearName | null; note: string; advice?: string };

const isProviderName = (name: string): boolean =>
  knownProviders.has(name.toLowerCase()) || /^llama[-_.]?cpp$/i.test(name);

const describeProvider = ({ graph }: FindingContext, name: string): Meaning => {
  const prefix = `${name.toLowerCase()}/`;
  const served = graph.deployments.filter(
    ({ model, provider }) => model.startsWith(prefix) || provider === name.toLowerCase(),
  );
  const groups = [...new Set(served.map(({ group }) => group))];
  const examples = groups.length > 0 ? ` Its models here: ${listInWords(groups, 3)}.` : "";
  return {
    near: null,
    note: ` ${name} is a provider's name, not a model's.`,
    advice: `${name} is a provider, not a model.${examples} Name the model that is meant.`,
  };
};

const finders = new WeakMap<FindingContext, (name: string) => NearName | null>();

const findNear = (context: FindingContext, name: string): NearName | null => {
  const find =
    finders.get(context) ?? createNameFinder([...context.index.groups.keys(), ...context.index.aliases.keys()]);
  finders.set(context, find);
  return find(name);
};

const meanings = new WeakMap<FindingContext, Map<string, Meaning>>();

const interpretAfresh = (context: FindingContext, name: string): Meaning => {
  const near = findNear(context, name);
  if (isProviderName(name) && !near?.name.startsWith(`${name}:`)) return describeProvider(context, name);
  return { near, note: "", ...(near ? { advice: `Did you mean ${near.name}?` } : {}) };
};

/** The near name, or that it is a provider's; worked out once a name. */
export const interpretName = (context: FindingContext, name: string): Meaning => {
  const known = meanings.get(context) ?? new Map<string, Meaning>();
  meanings.set(context, known);
  const meaning = known.get(name) ?? interpretAfresh(context, name);
  known.set(name, meaning);
  return meaning;
};

/** Of the names that only a database can hold, a provider's and a slip of the pen are still worth a word. */
export const isWorthSaying = (context: FindingContext, { near, note }: Meaning): boolean =>
  !context.hasDatabase || !storesModels(context) || near?.certain === true || note !== "";

/** With a database beside the file, an unknown name need not be a mistake. */
export const severityBeside = (context: FindingContext): Pick<Hit, "severity"> =>
  context.hasDatabase ? { severity: "warning" } : {};
