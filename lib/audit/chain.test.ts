import fc from "fast-check";
import { expect, test } from "vitest";
import { findBreak, findCutOff, genesis } from "./chain";
import { type HashedFields, hashAuditEntry } from "./hash";

type Row = HashedFields & { hash: string };

function chainOf(length: number): Row[] {
  const rows: Row[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const fields = {
      seq,
      at: "2026-01-01T00:00:00.000Z",
      actor: "user:a@b.c",
      role: "admin",
      action: "t",
      target: `${seq}`,
      outcome: "done",
      before: null,
      after: seq % 2 === 0 ? "{}" : null,
      origin: "-",
      previous: rows.at(-1)?.hash ?? genesis.hash,
    };
    rows.push({ ...fields, hash: hashAuditEntry(fields) });
  }
  return rows;
}
const headOf = (rows: readonly Row[]) => ({ seq: rows.at(-1)?.seq ?? 0, hash: rows.at(-1)?.hash ?? genesis.hash });

const someRow = fc.integer({ min: 1, max: 12 }).chain((length) => fc.tuple(fc.constant(length), fc.nat(length - 1)));
const fields = ["at", "actor", "role", "action", "target", "outcome", "before", "after", "origin"] as const;

test("a chain as it was written has no break, in one page or in many", () => {
  const rows = chainOf(9);
  expect(findBreak(genesis, rows)).toBeNull();
  expect(findBreak(headOf(rows.slice(0, 4)), rows.slice(4))).toBeNull();
  expect(findCutOff(headOf(rows), headOf(rows))).toBeNull();
  expect(findCutOff(genesis, null)).toBeNull();
});

test("any field of any row that is changed is found at that row", () => {
  fc.assert(
    fc.property(someRow, fc.constantFrom(...fields), ([length, index], field) => {
      const rows = chainOf(length);
      const changed = rows.map((row, at) => (at === index ? { ...row, [field]: "changed" } : row));
      expect(findBreak(genesis, changed)).toEqual({ seq: index + 1, why: "its content is not what was written" });
    }),
  );
});

test("a row that was changed and hashed anew breaks the one after it, or the note of the newest", () => {
  fc.assert(
    fc.property(someRow, ([length, index]) => {
      const rows = chainOf(length);
      const changed = rows.map((row, at) => (at === index ? { ...row, actor: "eve" } : row));
      const forged = changed.map((row) => ({ ...row, hash: row.actor === "eve" ? hashAuditEntry(row) : row.hash }));
      const broken = findBreak(genesis, forged) ?? findCutOff(headOf(forged), headOf(rows));
      expect(broken?.seq).toBe(Math.min(index + 2, length));
    }),
  );
});

test("rows that are missing are found at the row after the gap, or at the end", () => {
  fc.assert(
    fc.property(someRow, ([length, index]) => {
      const rows = chainOf(length);
      const left = rows.filter((_, at) => at !== index);
      const broken = findBreak(genesis, left) ?? findCutOff(headOf(left), headOf(rows));
      expect(broken?.why).toContain("missing");
      expect(broken?.seq).toBe(index === length - 1 ? length : index + 2);
    }),
  );
});

test("a note that is gone or older than the rows is a break", () => {
  const rows = chainOf(3);
  expect(findCutOff(headOf(rows), null)).toMatchObject({ seq: 3 });
  expect(findCutOff(headOf(rows), headOf(rows.slice(0, 2)))).toMatchObject({ seq: 3 });
});
