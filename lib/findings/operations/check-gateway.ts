import { dirname } from "node:path";
import { listNames } from "@/lib/adapters/files/list-names";
import type { ConfigReading } from "@/lib/config/schema";
import type { GatewayRecord } from "@/lib/gateways/schema";
import { checkConfig } from "@/lib/routing/check-config";
import type { CheckFacts } from "@/lib/routing/findings/rule";
import { toRoutingGraph } from "@/lib/routing/graph";
import type { Finding, RoutingGraph } from "@/lib/routing/schema";

type Checked = Pick<GatewayRecord, "version" | "configPath">;

/** All findings of one reading of a gateway's file, by what the console knows of that gateway. The one way to check it here. */
export async function checkGateway(
  record: Checked,
  reading: ConfigReading,
  graph: RoutingGraph = toRoutingGraph(reading),
): Promise<Finding[]> {
  const facts = await readFacts(record);
  return checkConfig({ reading, graph, version: record.version, facts });
}

async function readFacts({ configPath }: Checked): Promise<CheckFacts> {
  const names = await listNames(dirname(configPath));
  return { siblings: names && new Set(names) };
}
