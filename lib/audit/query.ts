import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import { AuditVerdict } from "./schema";

/** Walks the whole chain: asked for only when somebody wants to know. */
export const auditVerdictQuery = () =>
  queryOptions({
    queryKey: ["audit-verdict"],
    queryFn: ({ signal }) => fetchJson("/api/v1/audit/verify", AuditVerdict, signal),
    enabled: false,
    staleTime: 0,
    gcTime: 0,
  });
