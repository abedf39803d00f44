import type { z } from "zod";

/** Parses a reply with its schema; null when it is not JSON or has another shape. */
export const parseJson = <S extends z.ZodType>(text: string, schema: S): z.infer<S> | null => {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};
