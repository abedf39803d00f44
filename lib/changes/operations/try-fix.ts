import type { ConfigReading, ConfigSource, Edit } from "@/lib/config/schema";
import { toFindingViews } from "@/lib/findings/acknowledged";
import { findingId } from "@/lib/findings/finding-id";
import { isOpen } from "@/lib/findings/open-findings";
import { checkGateway } from "@/lib/findings/operations/check-gateway";
import { listAcknowledgements } from "@/lib/findings/store";
import { err, ok, type Result } from "@/lib/result";
import type { Finding } from "@/lib/routing/schema";
import { applyEditsAside } from "@/lib/server/config-reader";
import { type DraftGiven, type DraftRefusal, type OpenedDraft, openDraft } from "./open-draft";
import { readBytes } from "./session";

export type FixRefusal = DraftRefusal | "unknown-finding" | "no-fix";

/** One finding by its id, or every finding of a rule that has a fix; those that somebody acknowledged are left as they are. */
export type FixTarget = { finding: string } | { rule: string };
export type FixGiven = DraftGiven & { target: FixTarget };

type Side = { text: string; source: ConfigSource; reading: ConfigReading };
export type FixableFinding = Finding & { fix: NonNullable<Finding["fix"]> };
export type OpenedFix = OpenedDraft & {
  side: Side;
  wanted: FixableFinding[];
  isWanted: (finding: Finding) => boolean;
};
/** What taking fixes leads to. `gone` counts findings that are no more, `left` those of them whose fix could not be taken. */
export type TriedFix = {
  edits: Edit[];
  taken: FixableFinding[];
  gone: number;
  left: number;
  warnings: string[];
  side: Side;
};

const hasFix = (finding: Finding): finding is FixableFinding => finding.fix !== undefined;

async function readWanted({ db, gatewayId, now, target }: FixGiven): Promise<OpenedFix["isWanted"]> {
  if ("finding" in target) return (finding) => findingId(finding) === target.finding;
  const acknowledgements = await listAcknowledgements(db, gatewayId);
  return (finding) =>
    finding.rule === target.rule && toFindingViews([finding], { acknowledgements, now }).every(isOpen);
}

/** The draft, or the file when there is none, with the fixes that its findings have now. */
export async function openFix(given: FixGiven): Promise<Result<OpenedFix, FixRefusal>> {
  const opened = await openDraft(given);
  if (!opened.ok) return opened;
  const { record, content } = opened.value;
  const side = await readBytes(record, Buffer.from(content.text));
  const isWanted = await readWanted(given);
  const named = (await checkGateway(record, side.reading)).filter(isWanted);
  if (named.length === 0)
    return err(
      "unknown-finding",
      "This finding is not there any more: somebody fixed it, or changed what it was about. Look at the list again.",
    );
  const wanted = named.filter(hasFix);
  if (wanted.length === 0) return err("no-fix", "There is no mechanical fix for this. What to do stands beside it.");
  return ok({ ...opened.value, side, wanted, isWanted });
}

const fromBottom = (a: Finding, b: Finding): number => b.line - a.line || b.column - a.column;

/** Each edit reads the whole file again, and everybody waits for the one reader: so many take seconds, not minutes. */
const mostAtOnce = ({ text }: Side): number => Math.min(1000, Math.max(20, Math.floor(9_000_000 / text.length)));

/**
 * Takes the wanted fixes: all at once from the bottom of the file up, so that places above keep their paths; where that is
 * refused, one after another, each made for the text that the one before left. Only what makes its finding go counts. Of
 * very many in a large file some are left for the next time.
 */
export async function tryFix(opened: OpenedFix): Promise<Result<TriedFix, FixRefusal>> {
  const { side, wanted } = opened;
  const now = wanted.toSorted(fromBottom).slice(0, mostAtOnce(side));
  const together = await take(opened, side, now);
  if (wanted.length === 1 || (together.ok && together.value.left <= wanted.length - now.length)) return together;
  return takeInTurn(opened);
}

/** Takes these fixes or none of them; refused when no finding goes by it. */
async function take(
  { record, isWanted }: OpenedFix,
  side: Side,
  taken: FixableFinding[],
): Promise<Result<TriedFix, FixRefusal>> {
  const find = async ({ reading }: Side) => (await checkGateway(record, reading)).filter(isWanted);
  const edits = taken.flatMap(({ fix }) => fix.edits);
  const edited = await applyEditsAside(side.source, edits);
  if (!edited.ok) return edited;
  const after = await readBytes(record, Buffer.from(edited.value.text));
  if (!after.reading.usable && side.reading.usable)
    return err("invalid-value", "The file could not be read any more with this fix, so it was not taken.");
  const [before, rest] = [await find(side), await find(after)];
  const gone = before.length - rest.length;
  if (gone <= 0) return err("unexpected-shape", "The finding would still be there with this fix, so it was not taken.");
  return ok({ edits, taken, gone, left: rest.filter(hasFix).length, warnings: edited.value.warnings, side: after });
}

/** Beyond so many the rest is left for the next press of the button: each is checked over the whole file. */
const mostInTurn = 50;

async function takeInTurn(opened: OpenedFix): Promise<Result<TriedFix, FixRefusal>> {
  const { record, side, wanted, isWanted } = opened;
  let done: TriedFix = { edits: [], taken: [], gone: 0, left: wanted.length, warnings: [], side };
  let why: Result<never, FixRefusal> = err("no-fix");
  for (let turn = 0, refused = 0; turn < Math.min(wanted.length, mostInTurn, mostAtOnce(side)); turn += 1) {
    const findings = await checkGateway(record, done.side.reading);
    const next = findings.filter(isWanted).filter(hasFix)[refused];
    if (!next) break;
    const took = await take(opened, done.side, [next]);
    if (took.ok) done = addUp(done, took.value);
    else {
      refused += 1;
      why = took;
    }
  }
  return done.gone > 0 ? ok(done) : why;
}

const addUp = (done: TriedFix, next: TriedFix): TriedFix => ({
  edits: [...done.edits, ...next.edits],
  taken: [...done.taken, ...next.taken],
  gone: done.gone + next.gone,
  left: next.left,
  warnings: [...new Set([...done.warnings, ...next.warnings])],
  side: next.side,
});
