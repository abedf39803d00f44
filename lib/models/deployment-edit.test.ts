import { describe, expect, test } from "vitest";
import { applyEdit } from "@/lib/config/apply-edit";
import { readConfig } from "@/lib/config/read-config";
import { toRoutingGraph } from "@/lib/routing/graph";
import { planAdd, planUpdate, toFormValues } from "./deployment-edit";
import { emptyForm } from "./provider-fields";

const sourceOf = (text: string) => ({ main: { path: "gateway.yaml", text }, included: [], missing: [] });

/** The first entry of a file with its form, and what the file says after an edit of it. */
const open = (entry: string) => {
  const text = `model_list:\n${entry}`;
  const reading = readConfig(sourceOf(text));
  const [first] = reading.deployments;
  const [deployment] = toRoutingGraph(reading).deployments;
  if (!first || !deployment) throw new Error("The file has no entry.");
  return { text, entry: first, shown: toFormValues(first, deployment) };
};

const written = `  - model_name: "qwen/7b: the 'old' one 🚦"   # reviewed
    litellm_params:
      model: openai/local-model
      api_base: http://user:hunter2@127.0.0.1:8000/v1   # stays
      api_key: sk-written-secret-value
      timeout: "30"
      rpm: 7
    model_info: {id: first, mode: chat}
`;

describe("the form of an entry", () => {
  test("shows neither key nor password", () => {
    const { shown } = open(written);
    expect(JSON.stringify(shown)).not.toMatch(/sk-written|hunter2/);
    expect(shown).toMatchObject({ provider: "openai-compatible", key: "keep", apiBase: "http://127.0.0.1:8000/v1" });
  });

  test.each([
    ["{model: ollama/llama3.1:latest, api_base: 'http://127.0.0.1:11434'}", "ollama"],
    ["{model: hosted_vllm/Qwen/Q, api_base: 'http://127.0.0.1:8001/v1'}", "vllm"],
    ["{model: anthropic/claude-sonnet-4-5}", "anthropic"],
    ["{model: anthropic/claude-sonnet-4-5, api_base: 'https://proxy.example.org'}", "other"],
    ["{model: groq/llama-3.3-70b}", "other"],
    ["{model: ollama/x}", "other"],
    ["{model: gpt-5-mini}", "other"],
  ])("%s is a form for %s", (params, provider) => {
    expect(open(`  - {model_name: a, litellm_params: ${params}}\n`).shown.provider).toBe(provider);
  });
});

describe("an edit", () => {
  test("of an untouched form is none, however the entry is written", () => {
    const { shown } = open(written);
    expect(planUpdate("first", shown, { ...shown })).toBeNull();
  });

  test("holds only the field that was touched, so that the rest keeps its bytes", () => {
    const { text, shown } = open(written);
    const edit = planUpdate("first", shown, { ...shown, timeoutSeconds: "45" });
    expect(edit).toEqual({
      type: "update-deployment",
      identity: "first",
      set: [{ path: ["litellm_params", "timeout"], value: 45 }],
    });
    const after = edit && applyEdit(sourceOf(text), edit);
    expect(after?.ok && after.value.text).toBe(text.replace('"30"', "45"));
  });

  test("takes a key out when none is wanted, and puts a reference in its place when one is named", () => {
    const { shown } = open(written);
    const setOf = (change: object) => planUpdate("first", shown, { ...shown, ...change });
    expect(setOf({ key: "none" })).toMatchObject({ set: [{ path: ["litellm_params", "api_key"], value: null }] });
    expect(setOf({ key: "env", keyName: "QWEN_KEY" })).toMatchObject({ set: [{ value: "os.environ/QWEN_KEY" }] });
  });

  test("writes the prefix where none was typed, and never twice", () => {
    const { shown } = open("  - {model_name: a, litellm_params: {model: ollama/a, api_base: 'http://127.0.0.1:1'}}\n");
    const modelOf = (model: string) => planUpdate("a", shown, { ...shown, model });
    expect(modelOf("llama3.1:latest")).toMatchObject({ set: [{ value: "ollama_chat/llama3.1:latest" }] });
    expect(modelOf("ollama/b")).toMatchObject({ set: [{ value: "ollama/b" }] });
  });
});

describe("a new entry", () => {
  test("says what the form says and nothing else", () => {
    const values = { ...emptyForm, group: " a b ", model: "m", apiBase: "http://127.0.0.1:1", contextWindow: "4096" };
    expect(planAdd(values, null)).toEqual({
      type: "add-deployment",
      deployment: {
        group: "a b",
        params: { model: "ollama_chat/m", api_base: "http://127.0.0.1:1" },
        info: { max_input_tokens: 4096 },
      },
    });
  });

  test("made from another one keeps what the form does not know or show, but not its id", () => {
    const { entry, shown } = open(written);
    const added = planAdd({ ...shown, group: "copy", id: "" }, { entry, shown });
    expect(added).toEqual({
      type: "add-deployment",
      deployment: {
        group: "copy",
        params: {
          model: "openai/local-model",
          api_base: "http://user:hunter2@127.0.0.1:8000/v1",
          api_key: "sk-written-secret-value",
          timeout: "30",
          rpm: 7,
        },
        info: { mode: "chat" },
      },
    });
  });
});
