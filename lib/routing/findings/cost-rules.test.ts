import { describe, expect, it } from "vitest";
import { deployed, fileFindings, sound, tell } from "./file-testing";

const cloud = (name: string, info = ""): string =>
  `  - {model_name: ${name}, litellm_params: {model: groq/${name}, api_key: os.environ/K, timeout: 20, num_retries: 0}, model_info: {id: i-${name}${info}}}\n`;
const checked = (models: string, rest: string): string =>
  `model_list:\n${models}general_settings: {master_key: os.environ/K, background_health_checks: true${rest}}\n`;
const twelve = Array.from({ length: 12 }, (_, at) => cloud(`m${at}`)).join("");

describe("health checks", () => {
  it("of paid deployments are counted in prompts a day", () => {
    const [finding, ...others] = fileFindings(checked(twelve, ", health_check_interval: 60"));
    expect(others).toEqual([]);
    expect(finding && tell(finding)).toBe("health-check-cost warning 14:78");
    expect(finding?.message).toContain("17,280 prompts a day to 12 paid deployments");
    expect(fileFindings(checked(cloud("m"), ""))[0]?.message).toContain("288 prompts a day to 1 paid deployment (m)");
  });

  const silent: [name: string, text: string][] = [
    ["once a day", checked(twelve, ", health_check_interval: 86400")],
    ["switched off", checked(twelve, "").replace("checks: true", "checks: false")],
    ["switched off for the paid ones", checked(cloud("m", ", disable_background_health_check: true"), "")],
    ["limited to other models", checked(cloud("m"), ", background_health_check_model_groups: [other]")],
    ["of local servers", sound("general_settings: {master_key: os.environ/K, background_health_checks: true}\n")],
    ["of deployments without a price", checked(cloud("m", ", input_cost_per_token: 0, output_cost_per_token: 0"), "")],
    ["at an interval that nobody knows", checked(cloud("m"), ", health_check_interval: os.environ/I")],
  ];
  it.each(silent)("%s are not reported", (_, text) => {
    expect(fileFindings(text)).toEqual([]);
  });
});

describe("time-outs", () => {
  const chain = (router: string): string =>
    `model_list:
  - {model_name: a, litellm_params: {model: groq/a, api_key: os.environ/K}, model_info: {id: i-a}}
  - {model_name: b, litellm_params: {model: groq/b, api_key: os.environ/K}, model_info: {id: i-b}}
router_settings: {fallbacks: [{a: [b]}], ${router}}
general_settings: {master_key: os.environ/K}
`;

  it("add up over a chain, with retries", () => {
    const [finding, ...others] = fileFindings(chain("timeout: 300, num_retries: 1"));
    expect(others).toEqual([]);
    expect(finding && tell(finding)).toBe("timeout-budget warning 4:42");
    expect(finding?.message).toContain("A request for a can wait 20 minutes before it fails (2 models");
    expect(finding?.models).toEqual(["a"]);
  });

  it("follow the retry policy", () => {
    const policy = (retries: number) => `timeout: 200, retry_policy: {TimeoutErrorRetries: ${retries}}`;
    expect(fileFindings(chain(policy(0)))).toEqual([]);
    expect(fileFindings(chain(policy(1))).map(tell)).toEqual(["timeout-budget warning 4:42"]);
  });

  it("that nobody wrote are one note", () => {
    const hits = fileFindings(chain("num_retries: 0"));
    expect(hits.map(tell)).toEqual(["timeout-budget info 4:19"]);
    expect(hits[0]?.message).toContain("No time-out is written for any model");
  });

  it("that clients wait for are not reported", () => {
    expect(fileFindings(chain("timeout: 300, num_retries: 0"))).toEqual([]);
    expect(fileFindings(deployed("model: groq/x, api_key: os.environ/K, timeout: 600"))).toEqual([]);
    expect(fileFindings(deployed("model: groq/x, api_key: os.environ/K, timeout: '700'")).map(tell)).toEqual([
      "timeout-budget warning 2:76",
    ]);
  });
});

describe("callbacks", () => {
  const listed = (text: string): string => sound(`litellm_settings: {${text}}\n`);
  const found = (text: string, siblings?: string[]): string[] =>
    fileFindings(text, siblings ? { facts: { siblings: new Set(siblings) } } : {}).map(tell);

  it("that the gateway does not know stop the start, or are never called", () => {
    expect(found(listed("callbacks: [prometheus, promethius]"))).toEqual(["callback-not-loadable error 5:20"]);
    expect(found(listed("success_callback: [langfus]"))).toEqual(["callback-not-loadable warning 5:20"]);
    expect(found(listed("callbacks: promethius"))).toEqual(["callback-not-loadable error 5:20"]);
    expect(fileFindings(listed("callbacks: [promethius]"))[0]?.advice).toBe("Did you mean prometheus?");
  });

  it("that are modules are looked for beside the file, where that is known", () => {
    const text = listed("callbacks: [custom_callbacks.handler, hooks.audit.it, litellm.proxy.x.y]");
    expect(found(text)).toEqual([]);
    expect(found(text, ["custom_callbacks.py", "hooks"])).toEqual([]);
    expect(found(text, ["config.yaml"])).toEqual([
      "callback-not-loadable error 5:20",
      "callback-not-loadable error 5:20",
    ]);
  });

  it("of other settings are modules too", () => {
    const text = sound("general_settings: {master_key: os.environ/K, custom_auth: my_auth.check}\n");
    expect(found(text, [])).toEqual(["callback-not-loadable error 5:46"]);
    expect(found(text, ["my_auth.py"])).toEqual([]);
  });

  it("that are known, declared in the file or remote are left alone", () => {
    const text = `${listed("callbacks: [otel, presidio, 's3://b/m.it'], success_callback: [langfuse, sentry, mine], failure_callback: [slack]")}callback_settings: {mine: {callback_type: generic_api}}\n`;
    expect(found(text, [])).toEqual([]);
  });
});
