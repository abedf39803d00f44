import type { Status, StripSlot } from "@/lib/health/schema";

/** A stretch of equal slots, for reading a strip as words. */
export type StripRun = { status: Status; fromAt: string; toAt: string; slots: number; samples: number };

/** Joins neighbouring slots of the same status; `endAt` closes the last. */
export function stripRuns(slots: readonly StripSlot[], endAt: string): StripRun[] {
  const runs: StripRun[] = [];
  slots.forEach((slot, index) => {
    const last = runs.at(-1);
    const toAt = slots[index + 1]?.startAt ?? endAt;
    if (last?.status === slot.worst) {
      last.toAt = toAt;
      last.slots += 1;
      last.samples += slot.samples;
    } else runs.push({ status: slot.worst, fromAt: slot.startAt, toAt, slots: 1, samples: slot.samples });
  });
  return runs;
}

/** `healthy 44 of 48, unhealthy 1 of 48, unknown 3 of 48`. */
export function stripSummary(slots: readonly StripSlot[]): string {
  if (slots.length === 0) return "no history yet";
  const counts = new Map<Status, number>();
  for (const slot of slots) counts.set(slot.worst, (counts.get(slot.worst) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${status} ${count} of ${slots.length}`).join(", ");
}
