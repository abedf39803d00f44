import { expect, test } from "vitest";
import { CheckedDeployment, checkDeployment, type DeploymentFormValues, emptyForm } from "./provider-fields";

const values: DeploymentFormValues = {
  ...emptyForm,
  group: "llama3.1:latest",
  model: "llama3.1:latest",
  apiBase: "http://127.0.0.1:11434",
};

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
        contextWindow: "4k",
        order: "first",
      }),
    ).sort(),
  ).toEqual(["apiBase", "contextWindow", "group", "keyName", "model", "order", "timeoutSeconds"]);
});

test("an address may come from the environment, and only an unknown provider may go without one", () => {
  expect(checkDeployment({ ...values, apiBase: "os.environ/OLLAMA_URL" })).toEqual({});
  expect(checkDeployment({ ...values, apiBase: "" })).toHaveProperty("apiBase");
  expect(checkDeployment({ ...values, provider: "other", apiBase: "" })).toEqual({});
});

test("the server finds the same faults, beside the same fields", () => {
  const parsed = CheckedDeployment.safeParse({ ...values, group: "", order: "-1" });
  expect(parsed.error?.issues.map(({ path }) => path[0]).sort()).toEqual(["group", "order"]);
  expect(CheckedDeployment.safeParse(values).success).toBe(true);
});
