import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "@/lib/fetch-json";
import { DeploymentHealth } from "@/lib/health/schema";

const Statuses = z.object({ deployments: z.array(DeploymentHealth) });
export type Statuses = z.infer<typeof Statuses>;

/** How each deployment is now, for the hops of a chain. */
export const statusesQuery = (gatewayId: string) =>
  queryOptions({
    queryKey: ["routing", "statuses", gatewayId],
    queryFn: ({ signal }) => fetchJson(`/api/v1/gateways/${encodeURIComponent(gatewayId)}/health`, Statuses, signal),
    refetchInterval: 5000,
  });
