import { isSecretLooking } from "@/lib/config/secret-names";
import { findNearestName } from "./nearest-name";
import { findMainFile } from "./places";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";

const strategies: ReadonlySet<string> = new Set([
  "simple-shuffle",
  "least-busy",
  "latency-based-routing",
  "cost-based-routing",
  "usage-based-routing",
  "usage-based-routing-v2",
  "provider-budget-routing",
  "lar1",
]);

const show = (value: unknown): string =>
  typeof value === "string" && value.length <= 40 && !isSecretLooking(value)
    ? JSON.stringify(value)
    : Array.isArray(value)
      ? "a list"
      : `a ${typeof value}`;

/** Unless it comes from the environment, where nobody sees it. */
export const isRefusedStrategy = (value: unknown): boolean =>
  typeof value !== "string" || !(strategies.has(value) || value.startsWith("os.environ/"));

const findRefused = (context: FindingContext): Hit[] =>
  context.reading.settings
    .filter(({ section, key, value }) => section === "router_settings" && key === "routing_strategy" && value !== null)
    .filter(({ value }) => isRefusedStrategy(value))
    .map(({ place, section, key, value }): Hit => {
      const near = typeof value === "string" ? (findNearestName(value, strategies)?.name ?? null) : null;
      const isFixable = section === "router_settings" && near !== null && place.file === findMainFile(context.reading);
      return {
        place,
        message: `The gateway knows no routing strategy ${show(value)}.`,
        ...(near === null ? {} : { advice: `Did you mean ${near}?` }),
        ...(isFixable
          ? {
              fix: {
                title: `Write ${near}`,
                edits: [{ type: "set-setting" as const, section: "router_settings" as const, key, value: near }],
              },
            }
          : {}),
      };
    });

export const settingsRules: FindingRule[] = [
  {
    id: "refused-setting",
    severity: "error",
    title: "A setting has a value that the gateway refuses",
    explain: "The gateway exits at the start.",
    advice: `Use one of ${[...strategies].join(", ")}.`,
    source: gatewayRules,
    check: findRefused,
  },
];
