import type { Command } from "commander";
import { Acknowledgement } from "@/lib/changes/schema";
import { Stop } from "../stop";

type Options = { gateway?: string; base?: string; acknowledge?: string[]; override?: string; json?: true };

function parseAcknowledgement(text: string): Acknowledgement {
  const at = text.indexOf("=");
  const parsed = Acknowledgement.safeParse({ rule: text.slice(0, at), reason: text.slice(at + 1) });
  if (at < 1 || !parsed.success) throw new Stop(2, `--acknowledge ${text}: write RULE=REASON.`);
  return parsed.data;
}

async function apply(options: Options): Promise<void> {
  const acknowledged = (options.acknowledge ?? []).map(parseAcknowledgement);
  const [{ chooseGateway, withConsole }, { finishChange }, { startChange }, { loadDraft }, { reloadOptions }] =
    await Promise.all([
      import("../console"),
      import("../run-change"),
      import("@/lib/changes/operations/start-change"),
      import("@/lib/changes/operations/read-draft"),
      import("@/lib/server/means"),
    ]);
  await withConsole(async (context) => {
    const { id: gatewayId } = await chooseGateway(context, options.gateway);
    const draft = await loadDraft({ db: context.db, gatewayId });
    if (!draft) throw new Stop(1, "There is no draft to apply.");
    const input = {
      gatewayId,
      baseSha: options.base ?? draft.baseSha,
      draftVersion: draft.version,
      acknowledged,
      overrideReason: options.override ?? null,
      reloadOptions: reloadOptions(),
    };
    await finishChange(context, await startChange({ ...context, ...input }), options.json === true);
  });
}

export const register = (program: Command): void => {
  program
    .command("apply")
    .description("apply the draft: check, write, reload, read back; restored by itself when any of it fails")
    .option("--gateway <id>", "which one, when there are several")
    .option("--base <sha>", "refuse unless the draft stands on this file")
    .option("--acknowledge <rule=reason...>", "accept a finding that asks for it, such as a cycle the draft adds")
    .option("--override <reason>", "apply in spite of errors; the reason is audited with them")
    .option("--json", "print the change as JSON")
    .action(apply);
};
