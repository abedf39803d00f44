import { formatDuration } from "@/lib/format";
import type { DeploymentHealth, Status, Strip, StripSlot } from "@/lib/health/schema";
import type { StripRowView } from "./schema";

const counted: readonly Status[] = ["healthy", "degraded", "warming", "unhealthy"];
const up: readonly Status[] = ["healthy", "degraded"];

const share = (slot: StripSlot, statuses: readonly Status[]): number =>
  statuses.reduce((total, status) => total + (slot.share?.[status] ?? 0), 0);

const fromWorst: readonly Status[] = ["unhealthy", "degraded", "warming", "off", "healthy"];

/** The worst that was seen in the slot; unknown only when nothing was. */
const worstKnown = (slot: StripSlot): Status => fromWorst.find((status) => share(slot, [status]) > 0) ?? "unknown";

/**
 * Availability over the slots, in percent: time in which it answered over time in which that is known. Unknown time and
 * time in which it was off on purpose stand on neither side. Null when nothing is known.
 */
export function availabilityOf(slots: readonly StripSlot[]): { percent: number | null; known: number } {
  const known = slots.reduce((total, slot) => total + share(slot, counted), 0);
  const answered = slots.reduce((total, slot) => total + share(slot, up), 0);
  return { percent: known === 0 ? null : (100 * answered) / known, known };
}

/** Strips with their availability; the file's order is kept. `rangeMs` is the time that all slots cover. */
export function toStripRows(
  strips: readonly Strip[],
  deployments: readonly DeploymentHealth[],
  rangeMs: number,
): StripRowView[] {
  const known = new Map(deployments.map((one) => [one.identity, one]));
  const isShared = (group: string) => deployments.filter((one) => one.group === group).length > 1;
  return strips.flatMap(({ identity, slots }) => {
    const deployment = known.get(identity);
    if (!deployment) return [];
    const availability = availabilityOf(slots);
    const knownMs = slots.length === 0 ? 0 : (availability.known / slots.length) * rangeMs;
    return {
      model: deployment.group,
      identity,
      ...(isShared(deployment.group) ? { backend: deployment.backend } : {}),
      status: deployment.status,
      slots: slots.map((slot) => ({ startAt: slot.startAt, worst: worstKnown(slot), samples: slot.samples })),
      availablePercent: availability.percent,
      coverage: `${formatDuration(knownMs)} known of ${formatDuration(rangeMs)}`,
    };
  });
}
