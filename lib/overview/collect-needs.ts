import type { ChangeView, DraftView, RevisionView } from "@/lib/changes/schema";
import type { GatewayView } from "@/lib/gateways/schema";
import type { HealthSummary } from "@/lib/health/schema";
import type { Finding } from "@/lib/routing/schema";
import { needsOfFindings } from "./needs-of-findings";
import type { NeedView, ReadinessRow } from "./schema";

export type Situation = {
  gateway: GatewayView;
  health: HealthSummary;
  readiness: readonly ReadinessRow[];
  findings: readonly Finding[];
  draft: DraftView | null;
  lastChange: ChangeView | null;
  lastRevision: RevisionView | null;
  /** When this console last saw the gateway take a file. */
  takenAt: string | null;
};

const urgencies = ["now", "soon", "when-you-can"] as const;

/** What needs a person, most urgent first, each with one verb. */
export function collectNeeds(situation: Situation): NeedView[] {
  const needs = [
    ...needsOfGateway(situation),
    ...needsOfModels(situation),
    ...needsOfFile(situation),
    ...needsOfChanges(situation),
    ...needsOfHealth(situation),
    ...needsOfFindings(situation.findings),
  ];
  return needs.sort((a, b) => urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency));
}

function needsOfGateway({ gateway }: Situation): NeedView[] {
  if (gateway.state === "answering" || gateway.state === "starting" || gateway.state === "unknown") return [];
  const words = {
    "not-answering": "does not answer",
    "wrong-key": "refuses the console's key",
    "not-litellm": "is not what answers at its address",
  };
  const title = `The gateway ${words[gateway.state]}`;
  const verb = { word: "Settings", page: "settings" } as const;
  return [{ key: "gateway", urgency: "now", kind: "gateway", title, detail: gateway.stateDetail, verb }];
}

function needsOfModels({ readiness, health }: Situation): NeedView[] {
  if (health.direct.percent === null) return [];
  return readiness
    .filter(({ hops, backendsAnswering }) => hops.length > 0 && backendsAnswering === 0)
    .filter(({ hops }) => hops.every(({ status }) => status === "unhealthy" || status === "off"))
    .map(({ model, hops }) => ({
      key: `nobody-${model}`,
      urgency: hops.some(({ status }) => status === "unhealthy") ? ("now" as const) : ("soon" as const),
      kind: "model" as const,
      title: `Nobody is left to answer for \`${model}\``,
      detail: hops.map(({ group, status }) => `\`${group}\` is ${status}`).join(", "),
      verb: { word: "Look", page: "models" as const, name: model },
    }));
}

function needsOfFile({ gateway, lastRevision, takenAt }: Situation): NeedView[] {
  const verb = { word: "Look", page: "changes" } as const;
  if (gateway.fileProblem !== null)
    return [
      {
        key: "file",
        urgency: "now",
        kind: "file",
        title: "The gateway's file cannot be read",
        detail: `${gateway.fileProblem} What is shown is the last file that could be read.`,
        verb,
      },
    ];
  const isOutside = lastRevision?.origin === "outside" && (takenAt === null || takenAt < lastRevision.createdAt);
  if (!isOutside) return [];
  return [
    {
      key: "drift",
      urgency: "soon",
      kind: "drift",
      title: "The file was edited outside and not reloaded by this console since",
      detail: `revision ${lastRevision.number} may not be what the gateway runs`,
      verb,
    },
  ];
}

function needsOfChanges({ draft, lastChange }: Situation): NeedView[] {
  const needs: NeedView[] = [];
  if (lastChange && (lastChange.state === "failed" || lastChange.state === "rolled_back"))
    needs.push({
      key: "change",
      urgency: lastChange.stranded ? "now" : "soon",
      kind: "change",
      title: `Change ${lastChange.number} ${lastChange.state === "failed" ? "failed" : "was rolled back by itself"}`,
      detail: lastChange.reason ?? "Its timeline says where.",
      verb: { word: "Timeline", page: "changes", name: lastChange.id },
    });
  if (draft?.changed)
    needs.push({
      key: "draft",
      urgency: draft.stale ? "soon" : "when-you-can",
      kind: "draft",
      title: draft.stale
        ? "The draft stands on a file that is not on disk any more"
        : `${draft.edits} unapplied ${draft.edits === 1 ? "edit" : "edits"}`,
      detail: draft.semantic.slice(0, 2).join("; "),
      verb: { word: "Review", page: "changes" },
    });
  return needs;
}

function needsOfHealth({ health }: Situation): NeedView[] {
  const { gateway, forecast, target } = health;
  if (gateway.percent === null) return [];
  const gain = forecast.afterReload.healthy - gateway.healthy;
  if (gain > 0)
    return [
      {
        key: "reload",
        urgency: "soon",
        kind: "reload",
        title: `The gateway's health view is old for ${gain} ${gain === 1 ? "model" : "models"}`,
        detail: forecast.reasons[0] ?? "",
        verb: { word: "Reload…", page: "reload" },
      },
    ];
  if (target.verdict !== "missed") return [];
  return [
    {
      key: "target",
      urgency: "soon",
      kind: "target",
      title: `The target of more than ${target.percent} % is missed`,
      detail: `${gateway.healthy} of ${gateway.total} are healthy by the gateway's view`,
      verb: { word: "Health", page: "health" },
    },
  ];
}
