import type { Command } from "commander";
import type { HealthSummary } from "@/lib/health/schema";
import { printJson, printLines } from "../print";

const tell = ({ healthy, total, percent }: { healthy: number; total: number; percent: number | null }): string =>
  percent === null ? "not known" : `${percent} % (${healthy} of ${total})`;

const toLines = (health: HealthSummary): string[] => [
  `  gateway's view  ${tell(health.gateway)}`,
  `  asked directly  ${tell(health.direct)}`,
  `  after a reload  ${tell(health.forecast.afterReload)}`,
  ...health.forecast.reasons.map((reason) => `    ${reason}`),
];

async function status({ json }: { json?: true }): Promise<void> {
  const [{ withConsole }, { viewGateways }, { readHealth }, { loadDraft }, { listChanges }] = await Promise.all([
    import("../console"),
    import("@/lib/gateways/operations"),
    import("@/lib/health/operations/read-health"),
    import("@/lib/changes/operations/read-draft"),
    import("@/lib/changes/store/changes"),
  ]);
  await withConsole(async ({ db, now }) => {
    const gateways = await Promise.all(
      (await viewGateways(db, now)).map(async (gateway) => {
        const health = await readHealth(db, gateway.id, now);
        const [change] = (await listChanges(db, gateway.id, { limit: 1 })).changes;
        return {
          ...gateway,
          health: health.ok ? health.value : null,
          draft: await loadDraft({ db, gatewayId: gateway.id }),
          lastChange: change ?? null,
        };
      }),
    );
    process.exitCode = gateways.every(({ state, fileProblem }) => state === "answering" && !fileProblem) ? 0 : 1;
    if (json) return printJson({ gateways });
    if (gateways.length === 0) return printLines(["No gateway is set up yet."]);
    for (const { name, url, state, version, stateDetail, fileProblem, health, draft, lastChange } of gateways) {
      printLines([`${name} at ${url}: ${state}${version ? `, LiteLLM ${version}` : ""}. ${stateDetail}`]);
      if (fileProblem) printLines([`  file: ${fileProblem}`]);
      if (health) printLines(toLines(health));
      if (draft) printLines([`  draft: ${draft.semantic.join("; ")}`]);
      if (lastChange) printLines([`  change ${lastChange.number}: ${lastChange.state}`]);
    }
  });
}

export const register = (program: Command): void => {
  program
    .command("status")
    .description("what the gateways and their models are like now; ends with 1 when one does not answer")
    .option("--json", "print it as JSON")
    .action(status);
};
