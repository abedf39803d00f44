import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import { ModelDetail, RegistryView } from "./registry";

const pathOf = (gatewayId: string) => `/api/v1/gateways/${encodeURIComponent(gatewayId)}/registry`;

export const registryQuery = (gatewayId: string) =>
  queryOptions({
    queryKey: ["registry", gatewayId],
    queryFn: ({ signal }) => fetchJson(pathOf(gatewayId), RegistryView, signal),
    refetchInterval: 5000,
  });

export const modelQuery = (gatewayId: string, name: string) =>
  queryOptions({
    queryKey: ["registry", gatewayId, name],
    queryFn: ({ signal }) =>
      fetchJson(`${pathOf(gatewayId)}/model?${new URLSearchParams({ name })}`, ModelDetail, signal),
    refetchInterval: 10_000,
  });
