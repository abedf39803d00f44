import { z } from "zod";
import { AuditFilter, AuditOutcome } from "./schema";

/** The filter as it stands in the address; empty text means every one. */
export type AuditView = {
  actor: string;
  action: string;
  target: string;
  outcome: AuditOutcome | null;
  from: string;
  to: string;
};

export const noAuditFilter: AuditView = { actor: "", action: "", target: "", outcome: null, from: "", to: "" };

const text = z.string().trim().catch("");
const moment = z.iso
  .datetime({ offset: true })
  .transform((at) => new Date(at).toISOString())
  .catch("");

const Search = z.object({
  actor: text,
  action: text,
  target: text,
  outcome: AuditOutcome.nullable().catch(null),
  from: moment,
  to: moment,
  before: z.coerce.number().int().positive().nullable().catch(null),
});

/** What an address asks for; what cannot be used counts as absent. */
export function readAuditSearch(search: Record<string, unknown>): { view: AuditView; before: number | null } {
  const { before, ...view } = Search.parse(search);
  return { view, before };
}

/** The fields that are set, as an address and the API write them. */
export const auditQuery = (view: AuditView): Record<string, string> =>
  Object.fromEntries(Object.entries(view).flatMap(([key, value]) => (value ? [[key, value]] : [])));

export const isFiltered = (view: AuditView): boolean => Object.keys(auditQuery(view)).length > 0;

/** The filter for the store; a text longer than any stored one finds nothing it could not say. */
export function toAuditFilter(view: AuditView, before: number | null): AuditFilter {
  const parsed = AuditFilter.safeParse({ ...auditQuery(view), ...(before === null ? {} : { before }) });
  return parsed.success ? parsed.data : AuditFilter.parse({});
}
