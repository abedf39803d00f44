import { type Command, Option } from "commander";
import { CreateToken, Role } from "@/lib/people/schema";
import { printJson, printLines } from "../print";
import { Stop } from "../stop";

type Options = { role: string; name: string; expiresInDays?: string; json?: true };

async function create({ role, name, expiresInDays, json }: Options): Promise<void> {
  const input = CreateToken.safeParse({ role, name, expiresInDays: expiresInDays ?? null });
  if (!input.success) throw new Stop(2, input.error.issues.map((issue) => issue.message).join(" "));
  const [{ demand, withConsole }, { createToken }] = await Promise.all([
    import("../console"),
    import("@/lib/people/operations/tokens"),
  ]);
  await withConsole(async (context) => {
    const { token, prefix } = demand(await createToken(context, input.data));
    if (json) printJson({ token, name: input.data.name, role: input.data.role, prefix });
    else printLines([token, "It is shown this once; Signalbox keeps only its hash."]);
  });
}

export const register = (program: Command): void => {
  program
    .command("token")
    .description("API tokens")
    .command("create")
    .description("make a token for programs; it is shown once")
    .addOption(new Option("--role <role>", "what it may do").choices(Role.options).makeOptionMandatory())
    .requiredOption("--name <name>", "what it is for; the audit shows it")
    .option("--expires-in-days <days>", "when it ends; never without this")
    .option("--json", "print {token} as JSON")
    .action(create);
};
