import type { Place } from "@/lib/config/schema";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

/** The gateway writes the name of the group into a header of every answer, as latin-1. */
const lastLatin1 = 0xff;

const findOutside = (name: string): string | null =>
  [...name].find((character) => (character.codePointAt(0) ?? 0) > lastLatin1) ?? null;

const toHits = (what: "model" | "alias", places: ReadonlyMap<string, Place>): Hit[] =>
  [...places].flatMap(([name, place]) => {
    const character = findOutside(name);
    return character === null
      ? []
      : [
          {
            place,
            message: `Every answer of the ${what} ${name} is an error 500: its name has a character (${character}) that no answer's header can hold.`,
            models: [name],
          },
        ];
  });

const findUnsendable = ({ graph }: FindingContext): Hit[] => {
  const groups = new Map<string, Place>();
  for (const { group, place } of graph.deployments) if (!groups.has(group)) groups.set(group, place);
  return [
    ...toHits("model", groups),
    ...toHits("alias", new Map(graph.aliases.map(({ name, place }) => [name, place]))),
  ];
};

export const headerRules: FindingRule[] = [
  {
    id: "unsendable-name",
    severity: "error",
    title: "A name that no answer can carry",
    explain:
      "The gateway calls the upstream, pays for the answer, and fails when it writes the model's name into a header that holds latin-1 only.",
    advice: "Rename it with letters, digits and signs of latin-1; accents are fine, emoji and other scripts are not.",
    source: gatewayRules,
    check: findUnsendable,
  },
];
