import { Command, CommanderError } from "commander";
import { Stop } from "./stop";
import { type VerbModule, verbs } from "./verbs";

/** Only the verb that is asked for is loaded; help and mistakes need them all. */
const loadVerbs = async (asked: string | undefined): Promise<VerbModule[]> => {
  const load = asked !== undefined && Object.hasOwn(verbs, asked) ? verbs[asked] : undefined;
  return load ? [await load()] : Promise.all(Object.values(verbs).map((loadOne) => loadOne()));
};

const run = async (): Promise<void> => {
  const program = new Command("signalbox")
    .description("The control room for self-hosted LLM gateways")
    .version(process.env.SIGNALBOX_VERSION ?? "unbuilt")
    .exitOverride();
  for (const verb of await loadVerbs(process.argv[2])) verb.register(program);
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync();
  } catch (problem) {
    if (problem instanceof CommanderError) process.exitCode = problem.exitCode === 0 ? 0 : 2;
    else if (problem instanceof Stop) problem.report();
    else throw problem;
  }
};

/** A reader that closes the pipe early, such as `head`, ends the command and is no mistake. */
process.stdout.on("error", (problem: NodeJS.ErrnoException) => process.exit(problem.code === "EPIPE" ? 0 : 2));

run().catch((problem: unknown) => {
  process.stderr.write(`signalbox: ${problem instanceof Error ? problem.message : String(problem)}\n`);
  process.exitCode = 2;
});
