import { applyEdits } from "@/lib/config/apply-edit";
import { readConfig } from "@/lib/config/read-config";
import type { ConfigReading, ConfigSource } from "@/lib/config/schema";
import { type Finding, findingKey } from "./schema";

export type FixOutcome = {
  text: string;
  /** Findings whose fix was made and that are no more. */
  fixed: Finding[];
  /** Findings of the text as it is now. */
  left: Finding[];
  /** Fixes that could not be made, with the reason. */
  refused: { finding: Finding; detail: string }[];
};

type Check = (reading: ConfigReading) => Finding[];
type Fixable = Finding & { fix: NonNullable<Finding["fix"]> };

const hasFix = (finding: Finding): finding is Fixable => finding.fix !== undefined;

const fromBottom = (a: Finding, b: Finding): number => b.line - a.line || b.column - a.column;

const withText = (source: ConfigSource, text: string): ConfigSource => ({
  ...source,
  main: { ...source.main, text },
});

/** A fix may uncover the next finding, or take back a part of another one's; what needs more rounds goes in circles. */
const mostRounds = 20;

/**
 * Makes the fix of every finding, finding by finding from the bottom of the file up, and checks again after each round.
 * A fix that is refused on a text that nothing else has changed since it was found is not tried again. Ends where a round
 * leads to a text that was there before.
 */
export function applyFixes(source: ConfigSource, check: Check): FixOutcome {
  let { text } = source.main;
  let left = check(readConfig(source));
  const made = new Map<string, Finding>();
  const seen = new Set([text]);
  const refused = new Map<string, { finding: Finding; detail: string }>();
  for (let round = 0; round < mostRounds; round += 1) {
    const due = left.filter(hasFix).filter((finding) => !refused.has(findingKey(finding)));
    const before = text;
    for (const finding of due.toSorted(fromBottom)) {
      const edited = applyEdits(withText(source, text), finding.fix.edits);
      const isDone = edited.ok && edited.value.text !== text;
      if (isDone) {
        text = edited.value.text;
        made.set(findingKey(finding), finding);
      } else if (text === before) {
        const detail = edited.ok ? "It would change nothing." : (edited.detail ?? edited.reason);
        refused.set(findingKey(finding), { finding, detail });
      }
    }
    if (text === before) break;
    const reading = readConfig(withText(source, text));
    if (!reading.usable) return { text: before, fixed: [], left, refused: [...refused.values()] };
    left = check(reading);
    if (seen.has(text)) break;
    seen.add(text);
  }
  const present = new Set(left.map(findingKey));
  const fixed = [...made].filter(([key]) => !present.has(key)).map(([, finding]) => finding);
  return {
    text,
    fixed,
    left,
    refused: [...refused.values()].filter(({ finding }) => present.has(findingKey(finding))),
  };
}
