type InStep = { step?: string | undefined };

/** Splits off the last step: one edit, or all edits at the end that were made in one. */
export function splitLastStep<Entry extends InStep>(edits: readonly Entry[]): { rest: Entry[]; step: Entry[] } {
  const name = edits.at(-1)?.step;
  const before = name === undefined ? edits.length - 2 : edits.findLastIndex(({ step }) => step !== name);
  const at = Math.max(0, before + 1);
  return { rest: edits.slice(0, at), step: edits.slice(at) };
}
