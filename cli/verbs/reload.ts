import type { Command } from "commander";
import { printJson, printLines } from "../print";

async function reload({ gateway: id, json }: { gateway?: string; json?: true }): Promise<void> {
  const [{ chooseGateway, demand, withConsole }, { reloadGateway }, { reloadOptions }] = await Promise.all([
    import("../console"),
    import("@/lib/changes/operations/reload-gateway"),
    import("@/lib/server/means"),
  ]);
  await withConsole(async (context) => {
    const gateway = await chooseGateway(context, id);
    const run = demand(await reloadGateway({ ...context, gatewayId: gateway.id, reloadOptions: reloadOptions() }));
    process.exitCode = run.outcome === "reloaded" ? 0 : 1;
    if (json) return printJson(run);
    const took = `${(run.durationMs / 1000).toFixed(1)} s`;
    printLines([
      run.outcome === "reloaded" ? `${gateway.name} took its file in ${took}.` : `${gateway.name}: ${run.detail}`,
      `${run.probesFailed} of ${run.probesSent} requests failed meanwhile.`,
    ]);
  });
}

export const register = (program: Command): void => {
  program
    .command("reload")
    .description("have the gateway read its file again, and count requests that fail meanwhile")
    .option("--gateway <id>", "which one, when there are several")
    .option("--json", "print it as JSON")
    .action(reload);
};
