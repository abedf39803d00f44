import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import { ChangePage, pageSize, RevisionPage } from "./desk";
import { ChangeView, isFinished } from "./schema";

const pathOf = (gatewayId: string) => `/api/v1/gateways/${encodeURIComponent(gatewayId)}`;

/** One change, each second until it has ended. */
export const changeQuery = (gatewayId: string, changeId: string) =>
  queryOptions({
    queryKey: ["change", gatewayId, changeId],
    queryFn: ({ signal }) =>
      fetchJson(`${pathOf(gatewayId)}/changes/${encodeURIComponent(changeId)}`, ChangeView, signal),
    refetchInterval: ({ state }) => (state.data && isFinished(state.data.state) ? false : 1000),
    refetchIntervalInBackground: true,
  });

/** A page of the history; only the newest one can still change. */
export const changesQuery = (gatewayId: string, before: number | null) =>
  queryOptions({
    queryKey: ["changes", gatewayId, before],
    queryFn: ({ signal }) =>
      fetchJson(`${pathOf(gatewayId)}/changes?limit=${pageSize}${beforeOf(before)}`, ChangePage, signal),
    refetchInterval: before === null ? 5000 : false,
  });

export const revisionsQuery = (gatewayId: string, before: number | null) =>
  queryOptions({
    queryKey: ["revisions", gatewayId, before],
    queryFn: ({ signal }) =>
      fetchJson(`${pathOf(gatewayId)}/revisions?limit=${pageSize}${beforeOf(before)}`, RevisionPage, signal),
    refetchInterval: before === null ? 5000 : false,
  });

const beforeOf = (before: number | null): string => (before === null ? "" : `&before=${before}`);
