import type { BackendReading } from "@/lib/adapters/backends/schema";
import { demandsModel, servesModel } from "@/lib/health/judge";

export type Member = { group: string; identity: string; served: string };

export type OfferComparison = {
  offered: string[];
  unregistered: string[];
  notOffered: Member[];
  takesAnyName: boolean;
};

/**
 * A backend's own list against what the file registers on it. Servers that answer to any name list one model under the name of
 * its file, so nothing on them is ever missing.
 */
export function compareOffers(
  { models, flavour }: Pick<BackendReading, "models" | "flavour">,
  members: readonly Member[],
): OfferComparison {
  const offered = [...new Set(models ?? [])];
  const takesAnyName = !demandsModel(flavour);
  if (takesAnyName || models === null) return { offered, unregistered: [], notOffered: [], takesAnyName };
  return {
    offered,
    unregistered: offered.filter((model) => !members.some(({ served }) => servesModel([model], served))),
    notOffered: members.filter(({ served }) => !servesModel(offered, served)),
    takesAnyName,
  };
}
