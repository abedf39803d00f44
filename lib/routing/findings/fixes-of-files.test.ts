import fc from "fast-check";
import { expect, it } from "vitest";
import { applyEdits } from "@/lib/config/apply-edit";
import { type Finding, findingKey } from "../schema";
import { checkText } from "./file-testing";

const seed = Number(process.env.SIGNALBOX_SEED ?? 20261124);

const models = [
  'model: openai/x, api_base: "http://127.0.0.1:8000"',
  'model: openai/x, api_base: "http://127.0.0.1:8000/v1/chat/completions", api_key: none',
  "model: openai/gpt-4o",
  'model: ollama_chat/x, api_base: "http://127.0.0.1:11434/v1"',
  'model: ollama/x, api_base: "127.0.0.1:11434"',
  "model: groq/x, api_key: os.environ.GROQ_API_KEY",
  "model: groq/x, api_key: $GROQ_API_KEY, max_retries: 4",
  "model: OpenAI/gpt-4o, api_key: os.environ/K",
  "model: anthropic/claude-x, api_key: os.environ/K, mock_response: hi, mock_delay: 2",
  "model: anthropic/claude-x, api_key: os.environ/K, headers: {Authorization: $TOKEN}",
];
const entry = fc
  .record({
    name: fc.constantFrom("a", "b", "a b", "k: v", "__proto__", "🚂"),
    params: fc.constantFrom(...models),
    info: fc.constantFrom("", "model_info: {id: same}", "model_info: {mode: chat}", "model_info: {id: other}"),
    block: fc.boolean(),
  })
  .map(({ name, params, info, block }) => {
    const lines = [`litellm_params: {${params}}`, ...(info ? [info] : [])];
    return block
      ? `  - model_name: ${JSON.stringify(name)} # why\n${lines.map((line) => `    ${line}\n`).join("")}`
      : `  - {model_name: ${JSON.stringify(name)}, ${lines.join(", ")}}\n`;
  });

const routerLines = [
  "enable_pre_call_check: true # typo",
  "drop_params: true",
  "health_check_interval: 60",
  "num_retries: 0",
  "smart_order: {a: [1, 2], b: 3}",
  "routing_strategy: simple-shufle",
  "retry_policy: {RateLimitRetries: 2, nonsense: 1}",
  "redis_host: $REDIS_HOST",
  "timeout: 30",
];
const litellmLines = [
  "num_retries: 3",
  "routing_strategy: least-busy",
  "drop_parms: true",
  "cooldown_time: 5",
  "request_timeout: 20",
];
const generalLines = [
  "background_health_checks: true",
  "health_check_interval: 30",
  "fallbacks: []",
  "master_key: sk-1234",
  "num_retries: 1",
];
const section = (name: string, lines: readonly string[]) =>
  fc
    .subarray([...lines])
    .map((chosen) => (chosen.length > 0 ? `${name}:\n${chosen.map((line) => `  ${line}\n`).join("")}` : ""));

const files = fc
  .record({
    entries: fc.array(entry, { minLength: 1, maxLength: 5 }),
    sections: fc.tuple(
      section("router_settings", routerLines),
      section("litellm_settings", litellmLines),
      section("general_settings", generalLines),
    ),
    strays: fc.subarray(["allowed_fails: 2\n", "callbacks: [otel]\n", "router_setting: {num_retries: 1}\n"]),
  })
  .map(
    ({ entries, sections, strays }) =>
      `# routing\nmodel_list:\n${entries.join("")}${sections.join("")}${strays.join("")}`,
  );

const keysOf = (text: string, severity?: string): string[] =>
  checkText(text)
    .filter((finding) => severity === undefined || finding.severity === severity)
    .map(findingKey);

/** Twins have findings of one name: of those, one must go. */
const countOf = (text: string, finding: Finding): number =>
  keysOf(text).filter((key) => key === findingKey(finding)).length;

it("a fix of any finding takes it away and adds no error", () => {
  const tried = new Map<string, number>();
  fc.assert(
    fc.property(files, (text) => {
      const errors = new Set(keysOf(text, "error"));
      for (const finding of checkText(text)) {
        if (!finding.fix) continue;
        const source = { main: { path: "config.yaml", text }, included: [], missing: [] };
        const outcome = applyEdits(source, finding.fix.edits);
        if (!outcome.ok)
          throw new Error(`${finding.rule}: ${outcome.reason} ${outcome.detail ?? ""} ${JSON.stringify(finding.fix)}`);
        tried.set(finding.rule, (tried.get(finding.rule) ?? 0) + 1);
        const after = outcome.value.text;
        expect(countOf(after, finding), `${finding.rule} ${JSON.stringify(finding.fix)} ${after}`).toBeLessThan(
          countOf(text, finding),
        );
        expect(
          keysOf(after, "error").filter((key) => !errors.has(key)),
          finding.rule,
        ).toEqual([]);
      }
    }),
    { numRuns: 45, seed, endOnFailure: false },
  );
  const rules = [
    "missing-api-key",
    "api-base-path",
    "shell-variable",
    "unset-env",
    "mock-left-in",
    "missing-id",
    "unknown-provider",
  ];
  const others = [
    "duplicate-deployment",
    "ignored-setting",
    "misplaced-setting",
    "conflicting-setting",
    "refused-setting",
    "no-master-key",
    "health-check-cost",
  ];
  for (const rule of [...rules, ...others]) expect(tried.get(rule) ?? 0, `${rule}, seed ${seed}`).toBeGreaterThan(2);
}, 60_000);
