import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import { FixPreview } from "./schema";

/** Worked out anew each time it is looked at: the draft may have changed. */
export const fixQuery = (gatewayId: string, finding: string) =>
  queryOptions({
    queryKey: ["fix", gatewayId, finding],
    queryFn: ({ signal }) =>
      fetchJson(`/api/v1/gateways/${encodeURIComponent(gatewayId)}/findings/${finding}/fix`, FixPreview, signal),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchOnWindowFocus: false,
  });
