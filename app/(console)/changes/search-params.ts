import { z } from "zod";

const id = z.string().min(1).max(100).nullable().catch(null).default(null);
const number = z.coerce.number().int().positive().nullable().catch(null).default(null);

/** What the address of the page of changes may ask; what it cannot mean counts as not asked. */
export const ChangesSearch = z.object({ from: id, to: id, changesBefore: number, revisionsBefore: number });
