import { providerWord, shortBackend } from "@/components/routing/desk-rows";
import type { ChainKind } from "@/lib/config/schema";
import { formatCount } from "@/lib/format";
import type { NameFate } from "@/lib/routing/drawing/mark-fates";
import type { DrawnHop, DrawnName, Lane } from "@/lib/routing/drawing/schema";

/** Beside the number of a hop, so that kinds are told apart without their line. */
const kindLetters: Record<ChainKind, string> = {
  general: "",
  context_window: " ctx",
  content_policy: " policy",
  default: " *",
};

/** Dashes of a kind's line. */
export const kindDashes: Record<ChainKind, string | undefined> = {
  general: undefined,
  context_window: "9 5",
  content_policy: "2 4",
  default: "12 4 2 4",
};

const changeSigns = { added: "+", removed: "−" } as const;

export const hopLabel = ({ position, kind, change, loop }: DrawnHop): string =>
  `${change ? changeSigns[change] : ""}${position}${kindLetters[kind]}${loop === null ? "" : " ↻"}`;

const laneWords: Record<Exclude<Lane["kind"], "local" | "remote">, string> = {
  names: "Asked by name",
  several: "Several backends",
  nobody: "Nobody answers",
};

/** Name of a lane, and what it rests on. */
export function laneTitle({ kind, providers, backend }: Lane): { title: string; backend: string } {
  if (kind !== "local" && kind !== "remote") return { title: laneWords[kind], backend: "" };
  return { title: providers.map(providerWord).join(", "), backend: backend === null ? "" : shortBackend(backend) };
}

export const titleOf = ({ role, name }: Pick<DrawnName, "role" | "name">): string =>
  role === "any" ? "every other model" : name;

/** What there is to know of a name beside how it is. */
export function nameMarks({ role, group, deployments, backends, deadEnd, loop }: DrawnName): string[] {
  return [
    ...(role === "any" ? ["models without a list"] : []),
    ...(role === "nobody" ? ["nobody answers"] : []),
    ...(role === "alias" || role === "other" ? [`stands for ${group}`] : []),
    ...(role === "group" && deployments.length > 1 ? [formatCount(deployments.length, "deployment")] : []),
    ...(backends.length > 1 ? [backends.map(shortBackend).join(", ")] : []),
    ...(deadEnd ? ["no fallback"] : []),
    ...(loop === null ? [] : [`loop ${loop}`]),
  ];
}

/** In a what-if: what is dead, and who answers then. */
export function fateMarks(fate: NameFate | null): string[] {
  if (!fate || (fate.dead === null && fate.outcome === "same")) return [];
  const dead = fate.dead === "all" ? ["dead"] : fate.dead === "some" ? ["partly dead"] : [];
  if (fate.outcome === "lost") return [...dead, "nobody answers"];
  if (fate.outcome === "unsure") return [...dead, "answered at random"];
  return fate.outcome === "moved" ? [...dead, `${fate.answeredBy} answers`] : dead;
}
