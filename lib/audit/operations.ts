import type { Database, Db } from "@/lib/server/db";
import { inTransaction } from "@/lib/server/transaction";
import { findBreak, findCutOff, genesis } from "./chain";
import type { AuditEntryView, AuditFilter, AuditHead, AuditVerdict } from "./schema";
import { listAudit, readAuditHead, readHashedEntries } from "./store";

const pageSize = 500;

/** Walks the whole chain page by page and names the first row that is not as it was written. */
export async function verifyAudit(db: Database): Promise<AuditVerdict> {
  let last: AuditHead = genesis;
  for (let rows = 0; ; ) {
    const page = await readHashedEntries(db, last.seq, pageSize);
    const broken = findBreak(last, page);
    if (broken !== null)
      return {
        ok: false,
        rows: rows + page.findIndex((row) => row.seq === broken.seq),
        head: last,
        firstBroken: broken,
      };
    rows += page.length;
    const newest = page.at(-1);
    if (newest !== undefined) last = { seq: newest.seq, hash: newest.hash };
    if (page.length === pageSize) continue;
    const end = await compareEnd(db, last);
    return { ok: end.broken === null, rows, head: rows === 0 ? null : last, firstBroken: end.broken };
  }
}

/** Rows may be appended while the walk is on, so the end is read once more together with its note. */
async function compareEnd(db: Database, last: AuditHead) {
  return inTransaction(db, async (tx: Db) => {
    const rest = await readHashedEntries(tx, last.seq, pageSize);
    const newest = rest.at(-1);
    const end = newest === undefined ? last : { seq: newest.seq, hash: newest.hash };
    return { broken: findBreak(last, rest) ?? findCutOff(end, await readAuditHead(tx)) };
  });
}

/** One JSON object a line, newest first, read page by page. */
export async function* exportAudit(db: Db, filter: Omit<AuditFilter, "limit" | "before">): AsyncGenerator<string> {
  let before: number | null = null;
  do {
    const page: { entries: AuditEntryView[]; next: number | null } = await listAudit(db, {
      ...filter,
      limit: pageSize,
      ...(before === null ? {} : { before }),
    });
    yield page.entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
    before = page.next;
  } while (before !== null);
}
