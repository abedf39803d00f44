import type { Command } from "commander";
import { Stop } from "../stop";

type Options = { gateway?: string; change?: string; revision?: string; json?: true };

async function rollback(options: Options): Promise<void> {
  const [{ chooseGateway, withConsole }, { finishChange }, starts, changes, revisions, { reloadOptions }] =
    await Promise.all([
      import("../console"),
      import("../run-change"),
      import("@/lib/changes/operations/start-change"),
      import("@/lib/changes/store/changes"),
      import("@/lib/changes/store/revisions"),
      import("@/lib/server/means"),
    ]);
  await withConsole(async (context) => {
    const { id: gatewayId } = await chooseGateway(context, options.gateway);
    const means = { ...context, gatewayId, reloadOptions: reloadOptions() };
    if (options.revision !== undefined) {
      const revisionId = await revisions.findRevisionNamed(context.db, gatewayId, options.revision);
      if (revisionId === null) throw new Stop(1, `There is no revision ${options.revision}.`);
      return finishChange(context, await starts.rollbackToRevision({ ...means, revisionId }), options.json === true);
    }
    const changeId =
      options.change === undefined
        ? await changes.findAppliedChange(context.db, gatewayId)
        : await changes.findChangeNamed(context.db, gatewayId, options.change);
    if (changeId === null)
      throw new Stop(1, options.change ? `There is no change ${options.change}.` : "No change was applied yet.");
    await finishChange(context, await starts.rollbackChange({ ...means, changeId }), options.json === true);
  });
}

export const register = (program: Command): void => {
  program
    .command("rollback")
    .description("put the file back as it was before the last applied change, byte for byte, as a change of its own")
    .option("--gateway <id>", "which one, when there are several")
    .option("--change <number>", "undo this change instead of the last one")
    .option("--revision <number>", "go back to this revision of the file")
    .option("--json", "print the change as JSON")
    .action(rollback);
};
