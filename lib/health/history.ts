import { groupBy } from "./group-by";
import { worseOf } from "./observe";
import { type Piece, type Resolution, resolutions } from "./rollup";
import type { HistoryPoint, Status, Strip, StripSlot, Witness } from "./schema";

/** Slots are cut evenly over the range; a piece belongs to the slot it starts in. */
export type SlotRange = {
  fromMs: number;
  toMs: number;
  slots: number;
  /** Now, when the range reaches beyond it: what is still to come is not silence. */
  untilMs?: number;
};

const slotMs = ({ fromMs, toMs, slots }: SlotRange): number => (toMs - fromMs) / slots;

/** The coarsest stored resolution that still falls into slots evenly; null when slots are finer than any. */
export function chooseResolution(range: SlotRange): Resolution | null {
  const size = slotMs(range);
  const fits = resolutions.filter(({ ms }) => ms <= size && (size % ms === 0 || ms * 4 <= size));
  return fits.at(-1)?.name ?? (size >= 60_000 ? "minute" : null);
}

const known: readonly Status[] = ["healthy", "degraded", "unhealthy", "warming", "off"];

const knownSeconds = ({ seconds }: Piece): number => known.reduce((sum, status) => sum + (seconds[status] ?? 0), 0);

const slotStart = (range: SlotRange, index: number): string =>
  new Date(Math.round(range.fromMs + index * slotMs(range))).toISOString();

/** How much of a slot has passed. */
const elapsedMs = (range: SlotRange, index: number): number => {
  const from = range.fromMs + index * slotMs(range);
  return Math.max(0, Math.min(from + slotMs(range), range.untilMs ?? range.toMs) - from);
};

/** Pieces of each slot; pieces outside of the range are left out. */
function sortIntoSlots(pieces: readonly Piece[], range: SlotRange): Piece[][] {
  const slots: Piece[][] = Array.from({ length: range.slots }, () => []);
  for (const piece of pieces)
    if (piece.endMs > range.fromMs && piece.startMs < range.toMs)
      slots[Math.max(0, Math.floor((piece.startMs - range.fromMs) / slotMs(range)))]?.push(piece);
  return slots;
}

/**
 * The worst that was seen in the slot. Unknown when nothing was, or when half of it was not watched and the rest was fine.
 */
function fillSlot(pieces: readonly Piece[], startAt: string, lengthMs: number): StripSlot {
  const totals = new Map<Status, number>();
  let samples = 0;
  let all = 0;
  for (const { seconds, counts } of pieces) {
    for (const count of Object.values(counts)) samples += count;
    for (const status of [...known, "unknown"] as const) {
      const amount = seconds[status] ?? 0;
      if (amount > 0) totals.set(status, (totals.get(status) ?? 0) + amount);
      all += amount;
    }
  }
  const silence = (totals.get("unknown") ?? 0) + Math.max(0, lengthMs / 1000 - all);
  if (silence > 0) totals.set("unknown", silence);
  all = Math.max(all, lengthMs / 1000);
  const seen = [...totals.keys()].filter((status) => status !== "unknown");
  const [first] = seen;
  if (first === undefined || all === 0) return { startAt, worst: "unknown", samples, share: { unknown: 1 } };
  const worst = seen.reduce(worseOf, first);
  const unwatched = silence >= all / 2 && (worst === "healthy" || worst === "off");
  const share = Object.fromEntries([...totals].map(([status, amount]) => [status, amount / all]));
  return { startAt, worst: unwatched ? "unknown" : worst, samples, share };
}

/** One strip per deployment, also for those that nothing is known of. */
export function toStrips(pieces: readonly Piece[], identities: readonly string[], range: SlotRange): Strip[] {
  const byIdentity = groupBy(pieces, ({ identity }) => identity);
  return [...new Set(identities)].map((identity) => ({
    identity,
    slots: sortIntoSlots(byIdentity.get(identity) ?? [], range).map((members, index) =>
      fillSlot(members, slotStart(range, index), elapsedMs(range, index)),
    ),
  }));
}

type Counted = { percent: number | null; healthy: number; total: number; known: number };

function countSlot(pieces: readonly Piece[], witness: Witness): Counted {
  const series = groupBy(
    pieces.filter((piece) => piece.witness === witness),
    ({ identity }) => identity,
  );
  let shares = 0;
  let healthy = 0;
  let seen = 0;
  for (const members of series.values()) {
    const watched = members.reduce((sum, piece) => sum + knownSeconds(piece), 0);
    if (watched <= 0) continue;
    const well = members.reduce((sum, { seconds }) => sum + (seconds.healthy ?? 0), 0);
    seen += 1;
    shares += Math.min(1, well / watched);
    if (watched - well < 0.0005) healthy += 1;
  }
  const percent = healthy === series.size ? 100 : Math.min(99.9, Math.round((shares * 1000) / series.size) / 10);
  return { percent: seen === 0 ? null : percent, healthy, total: series.size, known: seen };
}

export function toHistory(pieces: readonly Piece[], range: SlotRange): HistoryPoint[] {
  return sortIntoSlots(pieces, range).map((members, index) => {
    const direct = countSlot(members, "direct");
    return {
      at: slotStart(range, index),
      gatewayPercent: countSlot(members, "gateway").percent,
      directPercent: direct.percent,
      healthy: direct.healthy,
      total: direct.total,
      known: direct.known,
    };
  });
}
