import type { GraphAlias } from "../schema";
import { fixWith, isEditable } from "./chain-edits";
import { isKnownName } from "./name-lookup";
import { interpretName, isWorthSaying, severityBeside } from "./name-meaning";
import type { FindingContext, Hit } from "./rule";

/** Where a row of aliases ends, if it ends at a model group. */
const followAliases = ({ index }: FindingContext, alias: GraphAlias): string | null => {
  const seen = new Set<string>();
  let step: GraphAlias | undefined = alias;
  while (step) {
    const { target }: GraphAlias = step;
    if (target === null || seen.has(step.name)) return null;
    if (index.groups.has(target)) return target;
    seen.add(step.name);
    step = index.aliases.get(target);
  }
  return null;
};

const setAlias = (context: FindingContext, { name, hidden, place }: GraphAlias, target: string) =>
  isEditable(context, place)
    ? fixWith(`Let ${name} lead to ${target}`, { type: "set-alias", alias: name, target, hidden })
    : {};

const reportRow = (context: FindingContext, alias: GraphAlias, target: string): Omit<Hit, "place"> => {
  const end = followAliases(context, alias);
  return {
    message:
      target === alias.name
        ? `The alias ${alias.name} leads to itself, and no model has that name.`
        : `The alias ${alias.name} leads to ${target}, which is an alias itself; the gateway follows one only.`,
    advice: end ? `Let it name ${end}, which is where ${target} leads.` : "Let the alias name a model group.",
    ...(end ? setAlias(context, alias, end) : {}),
  };
};

const reportUnknown = (context: FindingContext, alias: GraphAlias, target: string): Omit<Hit, "place"> | null => {
  const meaning = interpretName(context, target);
  if (!isWorthSaying(context, meaning)) return null;
  const { near, note, advice } = meaning;
  const isGroup = near?.certain === true && context.index.groups.has(near.name);
  return {
    message: `The alias ${alias.name} leads to ${target === "" ? "an empty name" : target}, and nothing answers to that name.${note}`,
    ...(advice ? { advice } : {}),
    ...(isGroup ? setAlias(context, alias, near.name) : {}),
  };
};

/** Aliases that lead to an unknown name or to another alias. The gateway follows one alias only. */
export const findUnknownAliasTargets = (context: FindingContext): Hit[] =>
  context.graph.aliases.flatMap((alias): Hit[] => {
    const { target, name } = alias;
    if (target === null || context.index.groups.has(target)) return [];
    if (target === "" && context.index.groups.has(name)) return [];
    const isRow = context.index.aliases.has(target);
    if (!isRow && isKnownName(context, target)) return [];
    const said = isRow ? reportRow(context, alias, target) : reportUnknown(context, alias, target);
    return said ? [{ place: alias.place, subject: target, models: [name], ...severityBeside(context), ...said }] : [];
  });
