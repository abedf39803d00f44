import { isOpen } from "@/lib/findings/open-findings";
import type { FindingView } from "@/lib/findings/schema";
import { formatDuration } from "@/lib/format";
import type { ResolvedTargets } from "@/lib/health/probe-targets";
import type { DeploymentHealth, Strip } from "@/lib/health/schema";
import { availabilityOf } from "@/lib/overview/strip-rows";
import type { Severity } from "@/lib/routing/schema";
import type { RegistryRow } from "./registry";
import type { DeploymentView, ModelView } from "./schema";
import { listUses } from "./use-words";

export type Measured = { firstByteUs: number | null; totalUs: number | null; samples: number };

type Facts = {
  health: readonly DeploymentHealth[];
  strips: readonly Strip[];
  measured: ReadonlyMap<string, Measured>;
  findings: readonly FindingView[];
  targets: Pick<ResolvedTargets, "keys" | "secrets">;
  rangeMs: number;
};

const rank: readonly Severity[] = ["error", "warning", "info"];

/** Findings about a model, or about a line that belongs to one of its entries. */
export const findingsOf = (findings: readonly FindingView[], { name, deployments }: ModelView): FindingView[] =>
  findings.filter(
    ({ models, path, file, line }) =>
      models?.includes(name) ||
      (path[0] === "model_list" && deployments.some((one) => one.file === file && one.line === line)),
  );

const keyKnownOf = (identity: string, { keys, secrets }: Facts["targets"]): RegistryRow["keyKnown"] => {
  const label = keys.get(identity);
  const key = label === undefined ? undefined : secrets.get(label);
  return key ? (key.missing === null ? "set" : "missing") : null;
};

function toRow(model: ModelView, deployment: DeploymentView, facts: Facts): RegistryRow {
  const { identity } = deployment;
  const health = facts.health.find((one) => one.identity === identity);
  const slots = facts.strips.find((one) => one.identity === identity)?.slots ?? [];
  const measured = facts.measured.get(identity);
  const availability = availabilityOf(slots);
  const knownMs = slots.length === 0 ? 0 : (availability.known / slots.length) * facts.rangeMs;
  const findings = findingsOf(facts.findings, model).filter(isOpen);
  const { order: _, ...shown } = deployment;
  return {
    ...shown,
    group: model.name,
    keyKnown: keyKnownOf(identity, facts.targets),
    status: health?.status ?? "unknown",
    reasoning: health?.reasoning ?? "It was not asked yet.",
    direct: health?.direct ?? null,
    gateway: health?.gateway ?? null,
    firstByteP50Us: measured?.firstByteUs ?? null,
    totalP50Us: measured?.totalUs ?? null,
    checksMeasured: measured?.samples ?? 0,
    availablePercent: availability.percent,
    coverage: `${formatDuration(knownMs)} known of ${formatDuration(facts.rangeMs)}`,
    usedBy: listUses(model),
    worstFinding: rank.find((severity) => findings.some((one) => one.severity === severity)) ?? null,
    findings: findings.length,
  };
}

/** One row a deployment, in the order of the file's models. */
export const toRegistryRows = (models: readonly ModelView[], facts: Facts): RegistryRow[] =>
  models.flatMap((model) => model.deployments.map((deployment) => toRow(model, deployment, facts)));
