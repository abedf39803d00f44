import { text } from "node:stream/consumers";
import { type Command, Option } from "commander";
import { CreatePerson, Role } from "@/lib/people/schema";
import { printJson, printLines } from "../print";
import { Stop } from "../stop";

type Options = { email: string; role: string; name?: string; passwordStdin?: true; json?: true };

async function create({ email, role, name, passwordStdin, json }: Options): Promise<void> {
  if (!passwordStdin) throw new Stop(2, "Pass --password-stdin and write the password to standard input.");
  const password = (await text(process.stdin)).replace(/\r?\n$/, "");
  const input = CreatePerson.safeParse({ email, role, name: name ?? email.split("@")[0], password });
  if (!input.success) throw new Stop(2, input.error.issues.map((issue) => issue.message).join(" "));
  const [{ demand, withConsole }, { createPerson }] = await Promise.all([
    import("../console"),
    import("@/lib/people/operations/people"),
  ]);
  await withConsole(async (context) => {
    const { id } = demand(await createPerson(context, input.data));
    if (json) printJson({ id, email: input.data.email, role: input.data.role });
    else printLines([`${input.data.email} may sign in as ${input.data.role}.`]);
  });
}

export const register = (program: Command): void => {
  program
    .command("user")
    .description("people who sign in")
    .command("create")
    .description("make an account")
    .requiredOption("--email <email>", "what the person signs in with")
    .addOption(new Option("--role <role>", "what the person may do").choices(Role.options).makeOptionMandatory())
    .option("--name <name>", "how the person is called")
    .option("--password-stdin", "read the password from standard input")
    .option("--json", "print the account as JSON")
    .action(create);
};
