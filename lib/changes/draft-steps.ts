type InStep = { step?: string | undefined };

/** Splits off the last step: one edit, or all edits at the end that were made in one. */
export function splitLastStep<Entry extends InStep>(edits: readonly Entry[]): { rest: Entry[]; step: Entry[] } {
  const name = edits.at(-1)?.step;
  const before = name === undefined ? edits.length - 2 : edits.findLastIndex(({ step }) => step !== name);
  const at = Math.max(0, before + 1);
  return { rest: edits.slice(0, at), step: edits.slice(at) };
}

type Made = { by: string; at: string; step: string };

/** Edits that are made at once, as a draft keeps them: the last one tells what all of them change. */
export const toStep = <Edit>(edits: readonly Edit[], { step, ...made }: Made, summary: string[]) =>
  edits.map((edit, at) => ({
    edit,
    ...made,
    ...(edits.length > 1 ? { step } : {}),
    summary: at === edits.length - 1 ? summary : [],
  }));
