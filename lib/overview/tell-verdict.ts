import type { GatewayState } from "@/lib/gateways/schema";
import type { HealthSummary } from "@/lib/health/schema";

type Given = { state: GatewayState; health: HealthSummary; stranded: boolean };

const targetWords = { met: "the target is met", missed: "the target is missed", unknown: "the target is open" };

/** The first line of the overview. What is worst is said first, and nothing is claimed that no witness stated. */
export function tellVerdict({ state, health, stranded }: Given): string {
  if (stranded) return "The gateway did not come back, not even on the old file.";
  const { gateway, direct, forecast, target } = health;
  if (state === "not-answering") return `The gateway does not answer. ${tellDirect(direct)}`;
  if (state === "wrong-key") return `The gateway refuses the console's key. ${tellDirect(direct)}`;
  if (state === "not-litellm") return `Something else answers at the gateway's address. ${tellDirect(direct)}`;
  if (gateway.total === 0) return "The file names no model yet.";
  if (gateway.percent === null) return `The gateway's own view is not known yet. ${tellDirect(direct)}`;
  const view = `${gateway.healthy} of ${gateway.total} models are healthy by the gateway's view: ${targetWords[target.verdict]}.`;
  return forecast.afterReload.healthy > gateway.healthy
    ? `${view} A reload should bring ${forecast.afterReload.healthy}.`
    : view;
}

const tellDirect = ({ healthy, total, percent }: HealthSummary["direct"]): string =>
  percent === null ? "No backend has been asked yet." : `${healthy} of ${total} models answer when asked directly.`;
