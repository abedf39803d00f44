import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import { FrameView } from "./frame";
import { OverviewView } from "./schema";

const pathOf = (gatewayId: string) => `/api/v1/gateways/${encodeURIComponent(gatewayId)}`;

export const overviewQuery = (gatewayId: string) =>
  queryOptions({
    queryKey: ["overview", gatewayId],
    queryFn: ({ signal }) => fetchJson(`${pathOf(gatewayId)}/overview`, OverviewView, signal),
    refetchInterval: 5000,
  });

/** Asked more often while a change is under way. */
export const frameQuery = (gatewayId: string | null) =>
  queryOptions({
    queryKey: ["frame", gatewayId],
    queryFn: ({ signal }) =>
      fetchJson(`/api/v1/console${gatewayId ? `?gateway=${encodeURIComponent(gatewayId)}` : ""}`, FrameView, signal),
    refetchInterval: (query) => {
      const change = query.state.data?.change;
      return change && ["checking", "applying", "verifying"].includes(change.state) ? 1000 : 5000;
    },
  });
