import type { ConfigProblem } from "@/lib/config/problem";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";
import { fixAliasShape, fixChainShape } from "./shape-fixes";

type Words = Pick<FindingRule, "title" | "explain" | "advice">;

/** What the reader of the text found; these rules only give it words. */
const words: Record<ConfigProblem["rule"], Words> = {
  "yaml-syntax": {
    title: "The file is not valid YAML",
    explain: "The gateway does not start with a file that it cannot parse.",
    advice: "Correct the text at this line.",
  },
  "duplicate-key": {
    title: "A key stands twice in one map",
    explain: "The gateway keeps the last of them and drops the others without a word.",
    advice: "Merge the two, or remove the one that is not meant.",
  },
  "multiple-documents": {
    title: "The file holds several YAML documents",
    explain: "The gateway reads one document and refuses a file with more.",
    advice: "Remove the `---` between them.",
  },
  "too-deep": {
    title: "The file is nested too deeply",
    explain: "No gateway configuration is nested like this; reading on could exhaust memory.",
    advice: "Flatten the structure at this line.",
  },
  "alias-bomb": {
    title: "YAML aliases expand without bound",
    explain: "A few lines of nested aliases can grow to gigabytes when they are read.",
    advice: "Write the values out instead of nesting aliases.",
  },
  "not-a-map": {
    title: "The file is not a map",
    explain: "The gateway expects sections such as `model_list` at the top level and exits otherwise.",
    advice: "Start the file with `model_list:`.",
  },
  "missing-include": {
    title: "An included file cannot be read",
    explain: "The gateway exits when a file under `include` is missing.",
    advice: "Create the file, or remove it from `include`.",
  },
  "chain-shape": {
    title: "A fallback list has the wrong shape",
    explain: "The gateway refuses such a list, or misreads it without a word.",
    advice: "Write `- model: [first, second]`, one model per entry.",
  },
  "alias-shape": {
    title: "An alias has the wrong shape",
    explain: "The gateway refuses such an alias, or loses where it leads.",
    advice: "Write `alias: model`, or `alias: {model: …, hidden: …}`. For several targets give the alias a chain.",
  },
  "model-list-shape": {
    title: "An entry of the model list cannot be used",
    explain: "The gateway does not start with an entry that lacks its name or its model.",
    advice: "Give the entry `model_name` and `litellm_params.model`.",
  },
};

type Offer = (context: FindingContext, problem: ConfigProblem) => Pick<Hit, "fix" | "advice">;

const toRule = (id: ConfigProblem["rule"], offer: Offer = () => ({})): FindingRule => ({
  id,
  severity: "error",
  ...words[id],
  source: gatewayRules,
  check: (context) =>
    context.reading.problems
      .filter((problem) => problem.rule === id)
      .map((problem) => ({
        place: problem.place,
        message: problem.message,
        severity: problem.severity,
        ...offer(context, problem),
      })),
});

export const textRules: FindingRule[] = [
  toRule("yaml-syntax"),
  toRule("duplicate-key"),
  toRule("multiple-documents"),
  toRule("too-deep"),
  toRule("alias-bomb"),
  toRule("not-a-map"),
  toRule("missing-include"),
  toRule("chain-shape", fixChainShape),
  toRule("alias-shape", fixAliasShape),
  toRule("model-list-shape"),
];
