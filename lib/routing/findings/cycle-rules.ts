import { planAttempts } from "../plan-attempts";
import { FailureKind } from "../schema";
import { type LoopGraph, readLoopGraph } from "./cycle-edges";
import { drawLoop, findLoops } from "./cycles";
import { listInWords, nameKind } from "./name-lookup";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

type Loop = { members: string[]; drawn: string[]; severity: "error" | "warning" | "info" };

const drawWith = ({ links }: LoopGraph, drawn: readonly string[]): string =>
  drawn
    .map((model, at) => {
      const written = links.get(drawn[at - 1] ?? "")?.get(model)?.written;
      return written === undefined || written === model ? model : `${model} (as ${written})`;
    })
    .join(" → ");

const countCalls = (context: FindingContext, kind: FailureKind, model: string): string => {
  const { hops } = planAttempts(context.graph, { model, kind, version: context.version });
  const calls = hops.reduce((sum, hop) => sum + (hop.calls ?? 1), 0);
  return calls === 1 ? "1 upstream call" : `${calls} upstream calls`;
};

const capitalise = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

const report = (context: FindingContext, kind: FailureKind, graph: LoopGraph, loop: Loop): Hit[] => {
  const [start, next] = loop.drawn;
  const link = graph.links.get(start ?? "")?.get(next ?? "");
  if (start === undefined || !link) return [];
  const others = loop.members.filter((member) => !loop.drawn.includes(member)).sort();
  const tied = others.length > 0 ? ` ${listInWords(others)} ${others.length > 1 ? "are" : "is"} tied into it.` : "";
  const what = `${capitalise(nameKind(kind))} run in a loop: ${drawWith(graph, loop.drawn)}.${tied}`;
  const version = context.version ?? "the newest version";
  return [
    {
      place: link.place,
      message: `${what} When all of them fail, a request for ${start} makes ${countCalls(context, kind, start)} on ${version}.`,
      subject: `${kind} ${[...loop.members].sort().join(" ")} ${what}`,
      severity: loop.severity,
      models: loop.members,
    },
  ];
};

/**
 * Loops of models' own chains; since 1.97 those that close only by the default chain are apart, as a note, and the default chain alone is
 * none, because the gateway asks each name once. Before, every loop multiplies calls.
 */
const findLoopsOf = (context: FindingContext, graph: LoopGraph): Loop[] => {
  if (!context.fallbackRules.remembersAttempts)
    return findLoops(graph.all).map((members) => ({ members, drawn: drawLoop(members, graph.all), severity: "error" }));
  const own = findLoops(graph.own);
  const inOwn = new Set(own.flat());
  const closed = findLoops(graph.all).filter((members) => {
    const inside = new Set(members);
    const hasOwnLink = members.some((member) => [...(graph.own.get(member) ?? [])].some((to) => inside.has(to)));
    return hasOwnLink && !members.some((member) => inOwn.has(member));
  });
  return [
    ...own.map((members) => ({ members, drawn: drawLoop(members, graph.own), severity: "warning" as const })),
    ...closed.map((members) => ({ members, drawn: drawLoop(members, graph.all), severity: "info" as const })),
  ];
};

const findCycles = (context: FindingContext): Hit[] =>
  FailureKind.options.flatMap((kind) => {
    const graph = readLoopGraph(context, kind);
    return findLoopsOf(context, graph).flatMap((loop) => report(context, kind, graph, loop));
  });

export const cycleRules: FindingRule[] = [
  {
    id: "cycle",
    severity: "warning",
    title: "Fallbacks run in a loop",
    explain:
      "Since 1.97 the gateway tries each name once, so mutual backup is harmless; before, a loop multiplies calls up to the depth limit.",
    advice: "Keep it if mutual backup is meant; otherwise remove one of these hops.",
    source: gatewayRules,
    check: findCycles,
  },
];
