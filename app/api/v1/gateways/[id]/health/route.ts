import { readHealth } from "@/lib/health/operations/read-health";
import { readHealthEndpoint } from "@/lib/server/api/gateways";
import { operatorRoute } from "@/lib/server/route";

export const GET = operatorRoute(readHealthEndpoint, ({ params }, { db, now }) => readHealth(db, params.id, now));
