import { checkConfig } from "../check-config";
import { toRoutingGraph } from "../graph";
import type { Finding } from "../schema";
import { readText } from "../testing";
import { fileRules } from "./file-rules";
import type { CheckFacts } from "./rule";

const ids: ReadonlySet<string> = new Set(fileRules.map(({ id }) => id));

type Asked = { facts?: CheckFacts; version?: string | null };

/** All findings of a text. */
export const checkText = (text: string, { facts, version = "1.106.2" }: Asked = {}): Finding[] => {
  const reading = readText(text);
  return checkConfig({ reading, graph: toRoutingGraph(reading), version, ...(facts ? { facts } : {}) });
};

/** Findings of the rules about settings, deployments, secrets and cost; those about routing are tested elsewhere. */
export const fileFindings = (text: string, asked: Asked = {}): Finding[] =>
  checkText(text, asked).filter(({ rule }) => ids.has(rule));

/** `rule severity line:column`, as far as a test cares. */
export const tell = (finding: Finding): string =>
  `${finding.rule} ${finding.severity} ${finding.line}:${finding.column}`;

/** One sound deployment and a master key; `rest` is what follows. The deployment takes the lines 2 to 4. */
export const sound = (rest = ""): string => `model_list:
  - model_name: a
    litellm_params: {model: hosted_vllm/a, api_base: "http://127.0.0.1:8000/v1", timeout: 60, num_retries: 0}
    model_info: {id: a-vllm}
${rest}${rest.includes("general_settings:") ? "" : "general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}\n"}`;

/** A deployment written in one line, as the only one of the file, in line 2. */
export const deployed = (params: string, more = "model_info: {id: one}"): string => `model_list:
  - {model_name: m, litellm_params: {${params}}, ${more}}
router_settings: {timeout: 60, num_retries: 0}
general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}
`;
