import { expect, it } from "vitest";
import { maskText } from "./mask-text";
import { maskYaml } from "./mask-yaml";
import { readConfig } from "./read-config";
import { secretValues } from "./secret-values";
import { sourceOf } from "./testing";

const text = `model_list:
  - model_name: gpt-token  # old api_key: sk-old-abcdef
    litellm_params:
      model: openai/x
      api_key: planted-one-1 # keep
      api_base: https://user:planted/t@wo2@host:1/v1?api_key=planted-three
      extra_headers: {Authorization: "Bearer planted-four", Content-Type: application/json, X-Foo: planted-five}
      vertex_credentials: |
        {"a": "planted-six"}

        planted-seven
      rpm: 5
  - model_name: b
    litellm_params: {model: a, api_key: os.environ/NAME, aws_secret_access_key: "planted\\u002deight"}
  - {model_name: c, litellm_params: {model: a, api_key: none, max_tokens: 5, input_cost_per_token: 1}}
general_settings:
  master_key: 918273645
  note: planted-one-1 again, and 918273645
router_settings:
  fallbacks: [{my-token: [a, b]}]
  redis_password: &p planted-nine
  other: *p
`;

it("hides every secret, keeps references, dummies, names and the number of lines", () => {
  const masked = maskYaml(text);
  expect(masked).not.toMatch(/planted|918273645|sk-old|t@wo2/);
  expect(masked.split("\n").length).toBe(text.split("\n").length);
  for (const kept of [
    "os.environ/NAME",
    "api_key: none",
    "max_tokens: 5",
    "gpt-token",
    "{my-token: [a, b]}",
    "application/json",
    "@host:1/v1",
    "# keep",
  ])
    expect(masked).toContain(kept);
});

it("hides them too in a text that does not parse", () => {
  const masked = maskYaml(`broken: [\n${text}`);
  expect(masked).not.toMatch(/planted|918273645|sk-old/);
  expect(masked.split("\n").length).toBe(text.split("\n").length + 1);
});

it("hides known secrets in logs, in whatever form they turn up", () => {
  const secrets = secretValues(readConfig(sourceOf(text)));
  expect(secrets).toEqual(expect.arrayContaining(["planted-one-1", "planted-eight", "planted-nine", "918273645"]));
  const log = `key=planted-one-1 "planted-eight" ${encodeURIComponent("planted-three")} Authorization: Bearer whatever123 os.environ/NAME`;
  expect(maskText(log, secrets)).toBe('key=•••• "••••" •••• Authorization: Bearer •••• os.environ/NAME');
});

it("does not tear words apart for a short secret", () => {
  expect(maskText("the test is a contest", ["test"])).toBe("the •••• is a contest");
});
