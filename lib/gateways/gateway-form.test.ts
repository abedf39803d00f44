import { expect, test } from "vitest";
import { z } from "zod";
import { emptyGatewayForm, GatewayForm, suggestId, toGatewayInput } from "./gateway-form";

const good = {
  ...emptyGatewayForm,
  id: "main",
  name: " Main ",
  configPath: "/etc/litellm/config.yaml",
  keyFile: "/run/key",
  reload: "systemd-user:litellm",
};
const errorsOf = (change: Partial<typeof good>) => {
  const parsed = GatewayForm.safeParse({ ...good, ...change });
  return parsed.success ? [] : Object.keys(z.flattenError(parsed.error).fieldErrors);
};

test.each([
  [{ id: "Main" }, ["id"]],
  [{ name: "  " }, ["name"]],
  [{ url: "ftp://x" }, ["url"]],
  [{ configPath: "config.yaml" }, ["configPath"]],
  [{ keyFile: "key" }, ["keyFile"]],
  [{ keyFrom: "pasted" as const, pastedKey: "" }, ["pastedKey"]],
  [{ keyFrom: "pasted" as const, pastedKey: "two words" }, ["pastedKey"]],
  [{ keyFrom: "none" as const, keyFile: "" }, []],
  [{ reload: "" }, ["reload"]],
  [{ reload: "command:rm -rf" }, ["reload"]],
  [{ targetPercent: "" }, ["targetPercent"]],
  [{ targetPercent: "101" }, ["targetPercent"]],
  [{ targetPercent: "99,9" }, []],
])("the change %j has errors at %j", (change, fields) => {
  expect(errorsOf(change)).toEqual(fields);
});

test("a pasted key is no part of what is stored", () => {
  const form = GatewayForm.parse({ ...good, keyFrom: "pasted", pastedKey: "sk-secret", targetPercent: "99,9" });
  const input = toGatewayInput(form, "/data/keys/main");
  expect(JSON.stringify(input)).not.toContain("sk-secret");
  expect(input).toMatchObject({ name: "Main", keyFile: "/data/keys/main", targetPercent: 99.9, logPath: null });
});

test.each([
  ["My gateway 2", "my-gateway-2"],
  ["Büro / Küche", "buro-kuche"],
  ["🚦", ""],
  ["a".repeat(40), "a".repeat(32)],
])("%s becomes the id %s", (name, id) => {
  expect(suggestId(name)).toBe(id);
});
