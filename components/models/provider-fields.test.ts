import { expect, test } from "vitest";
import { checkDeployment, type DeploymentFormValues, toDeploymentInput } from "./provider-fields";

const values: DeploymentFormValues = {
  group: "llama3.1:latest",
  provider: "ollama",
  model: "llama3.1:latest",
  apiBase: "http://127.0.0.1:11434",
  key: "none",
  keyName: "",
  timeoutSeconds: "",
  id: "",
};

test("a form becomes the entry the gateway reads, without empty keys", () => {
  expect(toDeploymentInput(values)).toEqual({
    group: "llama3.1:latest",
    params: { model: "ollama_chat/llama3.1:latest", api_base: "http://127.0.0.1:11434" },
  });
});

test("a key is named, never typed, and a local server that asks for one gets a dummy", () => {
  expect(toDeploymentInput({ ...values, key: "env", keyName: " OLLAMA_API_KEY " }).params.api_key).toBe(
    "os.environ/OLLAMA_API_KEY",
  );
  expect(toDeploymentInput({ ...values, provider: "llamacpp-native", key: "dummy" }).params.api_key).toBe("none");
});

test("a prefix that was typed already is not written twice", () => {
  expect(toDeploymentInput({ ...values, model: "ollama_chat/x" }).params.model).toBe("ollama_chat/x");
});

test("a provider with one public address gets none written", () => {
  expect(toDeploymentInput({ ...values, provider: "openai", key: "env", keyName: "K" }).params).not.toHaveProperty(
    "api_base",
  );
});

test("each bad field says what is wanted, and a good form says nothing", () => {
  expect(checkDeployment(values)).toEqual({});
  expect(
    Object.keys(
      checkDeployment({
        ...values,
        group: " ",
        model: "",
        apiBase: "javascript:alert(1)",
        key: "env",
        keyName: "sk-123",
        timeoutSeconds: "-1",
      }),
    ).sort(),
  ).toEqual(["apiBase", "group", "keyName", "model", "timeoutSeconds"]);
});
