import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import { type HealthRange, refreshMs, windowOf } from "./range";
import { HealthView, HistoryView } from "./schema";

const pathOf = (gatewayId: string) => `/api/v1/gateways/${encodeURIComponent(gatewayId)}/health`;

export const healthQuery = (gatewayId: string) =>
  queryOptions({
    queryKey: ["health", gatewayId],
    queryFn: ({ signal }) => fetchJson(pathOf(gatewayId), HealthView, signal),
    refetchInterval: 5000,
  });

/** The window of a moving range is taken when it is asked for. */
export const historyQuery = (gatewayId: string, range: HealthRange) =>
  queryOptions({
    queryKey: ["health-history", gatewayId, range],
    queryFn: ({ signal }) => {
      const { from, to, points, slots } = windowOf(range, Date.now());
      const query = new URLSearchParams({ from, to, points: String(points), slots: String(slots) });
      return fetchJson(`${pathOf(gatewayId)}/history?${query}`, HistoryView, signal);
    },
    refetchInterval: refreshMs(range),
  });
