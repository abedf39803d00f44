import { chooseResolution, type SlotRange, toHistory, toStrips } from "@/lib/health/history";
import { cutIntoPieces, type Piece, type Resolution, resolutions } from "@/lib/health/rollup";
import type { HistoryPoint, Strip, Witness } from "@/lib/health/schema";
import { readRollupOutline } from "@/lib/health/store/rollups";
import { samplesBetween } from "@/lib/health/store/samples";
import type { Db } from "@/lib/server/db";

type RangeInput = {
  gatewayId: string;
  from: Date;
  to: Date;
  /** The time after it is not part of any slot yet. */
  now: Date;
  staleAfterMs: number;
};

const finestMs = 60_000;

/** Beyond this range slots are a minute at least, because only rollups are quick enough; there are fewer of them then. */
const samplesUpToMs = 3 * 3_600_000;

const slotRange = ({ from, to, now }: RangeInput, slots: number): SlotRange => {
  const wanted = Math.max(1, Math.floor(slots));
  const fromMs = from.getTime();
  const toMs = Math.max(to.getTime(), fromMs + wanted);
  const most = toMs - fromMs > samplesUpToMs ? Math.floor((toMs - fromMs) / finestMs) : wanted;
  return { fromMs, toMs, slots: Math.min(wanted, most), untilMs: now.getTime() };
};

const newestEnd = (pieces: readonly Piece[], fallback: number): number =>
  pieces.reduce((latest, { endMs }) => Math.max(latest, endMs), fallback);

/** The coarsest rollups that fit, then finer ones for what is not rolled up that far yet, then samples for the last minutes. */
async function readPieces(db: Db, input: RangeInput, range: SlotRange, witness?: Witness): Promise<Piece[]> {
  const until = new Date(Math.min(input.to.getTime(), input.now.getTime()));
  const chosen: Resolution | null = chooseResolution(range);
  const pieces: Piece[] = [];
  let cursorMs = range.fromMs;
  for (const { name } of resolutions.slice(0, resolutions.findIndex(({ name }) => name === chosen) + 1).toReversed()) {
    const found = await readRollupOutline(db, input.gatewayId, name, {
      from: new Date(cursorMs),
      to: until,
      ...(witness ? { witness } : {}),
    });
    pieces.push(...found);
    cursorMs = newestEnd(found, cursorMs);
  }
  if (cursorMs >= until.getTime()) return pieces;
  const recent = await samplesBetween(db, input.gatewayId, new Date(cursorMs - input.staleAfterMs), until);
  const window = { fromMs: cursorMs, toMs: until.getTime(), staleAfterMs: input.staleAfterMs };
  const step = Math.min(finestMs, Math.max(1, (range.toMs - range.fromMs) / range.slots));
  const wanted = witness ? recent.filter((sample) => sample.witness === witness) : recent;
  return [...pieces, ...cutIntoPieces(wanted, window, step)];
}

/** A strip per deployment as the direct witness saw it, in the order of `identities`; gaps are unknown. */
export async function readStrips(
  db: Db,
  input: RangeInput & { slots: number; identities: readonly string[] },
): Promise<Strip[]> {
  const range = slotRange(input, input.slots);
  return toStrips(await readPieces(db, input, range, "direct"), input.identities, range);
}

/** The percentage over time from both witnesses, `points` of them over the range; of some deployments, or of all. */
export async function readHistory(
  db: Db,
  input: RangeInput & { points: number; identities?: readonly string[] },
): Promise<HistoryPoint[]> {
  const range = slotRange(input, input.points);
  const pieces = await readPieces(db, input, range);
  const { identities } = input;
  return toHistory(identities ? pieces.filter(({ identity }) => identities.includes(identity)) : pieces, range);
}
