import { readFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { parseEnv } from "node:util";
import { type Command, Option } from "commander";
import { listNames } from "@/lib/adapters/files/list-names";
import { replaceFile } from "@/lib/adapters/files/replace-file";
import { applyEdits } from "@/lib/config/apply-edit";
import { readConfig } from "@/lib/config/read-config";
import type { ConfigReading } from "@/lib/config/schema";
import { secretValues } from "@/lib/config/secret-values";
import { applyFixes, type FixOutcome } from "@/lib/routing/apply-fixes";
import { checkConfig } from "@/lib/routing/check-config";
import type { CheckFacts } from "@/lib/routing/findings/rule";
import { toRoutingGraph } from "@/lib/routing/graph";
import type { Finding } from "@/lib/routing/schema";
import { count } from "../print";
import { type Input, readInput } from "../read-input";
import { renderGithub } from "../report/github";
import { renderJson } from "../report/json";
import { findReplacement, type Replacement } from "../report/replacement";
import { renderSarif } from "../report/sarif";
import { summarise } from "../report/summary";
import { renderText } from "../report/text";
import { Stop } from "../stop";

const formats = ["text", "json", "sarif", "github"] as const;
type Format = (typeof formats)[number];

type Options = {
  json?: true;
  format: Format;
  fix?: true;
  dryRun?: true;
  envFile?: string;
  gatewayVersion?: string;
};

/** Only the names are taken; what the variables hold is not looked at. */
const readNames = async (path: string): Promise<Set<string>> => {
  const text = await readFile(path, "utf8").catch((problem: NodeJS.ErrnoException) => {
    throw new Stop(2, `${path}: it cannot be read (${problem.code ?? problem.message}).`);
  });
  return new Set(Object.keys(parseEnv(text)));
};

const readFacts = async (path: string, { envFile }: Options): Promise<CheckFacts> => {
  const siblings = await listNames(dirname(path));
  return {
    environment: envFile === undefined ? null : await readNames(envFile),
    siblings: siblings && new Set(siblings),
  };
};

const fromHere = (file: string): string => relative(process.cwd(), file) || file;

/** More of them would make a report slow for little use. */
const mostReplacements = 50;

const showReplacements = ({ source, reading }: Input) => {
  const secrets = secretValues(reading);
  let shown = 0;
  return ({ fix, file }: Finding): Replacement | null => {
    if (!fix || file !== source.main.path || shown >= mostReplacements) return null;
    shown += 1;
    const edited = applyEdits(source, fix.edits);
    if (!edited.ok || edited.value.text === source.main.text) return null;
    const replacement = findReplacement(source.main.text, edited.value.text);
    return secrets.some((secret) => replacement.insert.includes(secret)) ? null : replacement;
  };
};

const render = (format: Format, findings: readonly Finding[], input: Input): string => {
  if (format === "json") return renderJson(findings, secretValues(input.reading));
  if (format === "github") return renderGithub(findings, fromHere);
  if (format === "text") return renderText(findings);
  const uriOf = (file: string) => fromHere(file).split("/").map(encodeURIComponent).join("/");
  const version = process.env.SIGNALBOX_VERSION ?? "0.0.0";
  return renderSarif(findings, { version, uriOf, replacementOf: showReplacements(input) });
};

const showDiff = async (path: string, { snapshot }: Input, text: string): Promise<void> => {
  const [{ renderDiff }, { maskYaml }] = await Promise.all([
    import("@/lib/changes/render-diff"),
    import("@/lib/config/mask-yaml"),
  ]);
  const side = (content: string) => ({ name: path, text: content, masked: maskYaml(content) });
  process.stdout.write(renderDiff(side(snapshot.text), side(text)));
};

const write = async (path: string, { snapshot }: Input, text: string): Promise<void> => {
  if (text === snapshot.text) return;
  const written = await replaceFile(path, Buffer.from(text, "utf8"), { expectSha: snapshot.sha });
  if (!written.ok) throw new Stop(2, written.detail ?? `${path}: ${written.reason}`);
};

const withText = (input: Input, text: string): Input => {
  const source = { ...input.source, main: { ...input.source.main, text } };
  return { ...input, source, reading: readConfig(source) };
};

const placed = ({ file, line, rule }: Finding): string => `${file}:${line} [${rule}]`;

const tellFixes = ({ fixed, refused }: FixOutcome, verb: string): void => {
  const lines = [
    ...fixed.map((finding) => `${verb} ${placed(finding)} ${finding.fix?.title ?? finding.message}`),
    ...refused.map(({ finding, detail }) => `not fixed ${placed(finding)} ${detail}`),
    `${verb} ${count(fixed.length, "finding")}`,
  ];
  process.stderr.write(lines.map((line) => `${line}\n`).join(""));
};

const lint = async (path: string, options: Options): Promise<void> => {
  if (options.dryRun && !options.fix) throw new Stop(2, "--dry-run says what --fix would do; give both.");
  const format = options.json ? "json" : options.format;
  const input = await readInput(path);
  const facts = await readFacts(path, options);
  const version = options.gatewayVersion ?? null;
  const check = (reading: ConfigReading): Finding[] =>
    checkConfig({ reading, graph: toRoutingGraph(reading), version, facts });
  const outcome = options.fix ? applyFixes(input.source, check) : null;
  if (outcome && !options.dryRun) await write(path, input, outcome.text);
  if (outcome) tellFixes(outcome, options.dryRun ? "would fix" : "fixed");
  const isWritten = outcome !== null && !options.dryRun;
  const findings = isWritten ? outcome.left : check(input.reading);
  if (outcome && options.dryRun) await showDiff(path, input, outcome.text);
  else process.stdout.write(render(format, findings, isWritten ? withText(input, outcome.text) : input));
  const { errors, warnings } = summarise(findings);
  process.exitCode = errors + warnings > 0 ? 1 : 0;
};

export const register = (program: Command): void => {
  program
    .command("lint")
    .description("check a gateway's configuration file; exit code 1 when there are errors or warnings")
    .argument("<file>", "the configuration file; what it includes is read too")
    .addOption(new Option("--format <format>", "how findings are printed").choices(formats).default("text"))
    .option("--json", "the same as --format json")
    .option("--fix", "make every fix that there is in the file, then print what is left")
    .option("--dry-run", "with --fix: print the difference and write nothing")
    .option("--env-file <file>", "the gateway's environment file; only the names of its variables are used")
    .option("--gateway-version <version>", "the LiteLLM version whose rules apply")
    .action(lint);
};
