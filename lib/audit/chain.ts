import { genesisHash, type HashedFields, hashAuditEntry } from "./hash";
import type { AuditHead } from "./schema";

type Row = HashedFields & { hash: string };
type Break = { seq: number; why: string };

export const genesis: AuditHead = { seq: 0, hash: genesisHash };

/** What is wrong with the first bad row after `last`, or null when all follow from it. */
export function findBreak(last: AuditHead, rows: readonly Row[]): Break | null {
  let previous = last;
  for (const row of rows) {
    const why = whyBroken(previous, row);
    if (why !== null) return { seq: row.seq, why };
    previous = { seq: row.seq, hash: row.hash };
  }
  return null;
}

function whyBroken(previous: AuditHead, row: Row): string | null {
  if (row.seq !== previous.seq + 1) {
    const first = previous.seq + 1;
    const missing = row.seq - 1 === first ? `row ${first} is` : `rows ${first} to ${row.seq - 1} are`;
    return `${missing} missing before it`;
  }
  if (row.previous !== previous.hash)
    return previous.seq === 0
      ? "it does not begin the chain: rows before it were removed"
      : `it was not written after row ${previous.seq} as that row stands now`;
  return hashAuditEntry(row) === row.hash ? null : "its content is not what was written";
}

/** Compares where the rows end with the end that was noted when the newest was written. */
export function findCutOff(last: AuditHead, noted: AuditHead | null): Break | null {
  if (noted === null) return last.seq === 0 ? null : { seq: last.seq, why: "the note of the newest row is missing" };
  if (noted.seq > last.seq) {
    const missing = noted.seq === last.seq + 1 ? `row ${noted.seq} is` : `rows ${last.seq + 1} to ${noted.seq} are`;
    return { seq: last.seq + 1, why: `${missing} missing at the end` };
  }
  if (noted.seq < last.seq) return { seq: noted.seq + 1, why: "it was added past the note of the newest row" };
  return noted.hash === last.hash ? null : { seq: last.seq, why: "it differs from the note of the newest row" };
}
