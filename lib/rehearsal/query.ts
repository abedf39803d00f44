import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "@/lib/fetch-json";
import { RehearsalDetail, RehearsalView } from "./schema";

const pathOf = (gatewayId: string) => `/api/v1/gateways/${encodeURIComponent(gatewayId)}/rehearsals`;

export const RehearsalList = z.object({ rehearsals: z.array(RehearsalView) });
export type RehearsalList = z.infer<typeof RehearsalList>;

/** Asked often while one runs, and else only when the page is come back to. A later `stamp` is a page that was read again. */
export const rehearsalsQuery = (gatewayId: string, stamp: string) =>
  queryOptions({
    queryKey: ["rehearsals", gatewayId, stamp],
    queryFn: ({ signal }) => fetchJson(pathOf(gatewayId), RehearsalList, signal),
    refetchInterval: ({ state }) => (state.data?.rehearsals.some((one) => one.state === "running") ? 700 : false),
    refetchIntervalInBackground: true,
  });

/** What has ended does not change, but for whether it is of the present draft. */
export const rehearsalQuery = (gatewayId: string, id: string) =>
  queryOptions({
    queryKey: ["rehearsal", gatewayId, id],
    queryFn: ({ signal }) => fetchJson(`${pathOf(gatewayId)}/${encodeURIComponent(id)}`, RehearsalDetail, signal),
    refetchInterval: ({ state }) => (state.data?.state === "running" ? 1000 : false),
    staleTime: Number.POSITIVE_INFINITY,
  });
