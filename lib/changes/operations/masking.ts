import { maskText } from "@/lib/config/mask-text";
import type { ConfigReading } from "@/lib/config/schema";
import { secretValues } from "@/lib/config/secret-values";
import type { GatewayRecord } from "@/lib/gateways/schema";
import { gatewayConnection } from "@/lib/server/gateway";

/** Hides the secrets of these readings, and the gateway's own key, in any text that is to be stored or shown. */
export async function maskFor(record: GatewayRecord, readings: ConfigReading[]): Promise<(text: string) => string> {
  const { key } = await gatewayConnection(record);
  const secrets = [...readings.flatMap((reading) => [...secretValues(reading)]), ...(key ? [key] : [])];
  return (text) => maskText(text, secrets);
}
