import { expect, it } from "vitest";
import { entry, fileOf, found, oneOf } from "./testing-rules";

const local = (name: string) => entry(name, 'model: openai/x, api_key: none, api_base: "http://127.0.0.1:1/v1"');

it("a name outside latin-1 is found once a group, at its first deployment", () => {
  const finding = oneOf("unsendable-name", fileOf([local("plain"), local("train 🚂"), local("train 🚂")]));
  expect(finding).toMatchObject({ severity: "error", path: ["model_list", 1], models: ["train 🚂"] });
  expect(finding.message).toContain("(🚂)");
});

it("an alias outside latin-1 is found too", () => {
  const routing = 'router_settings: {model_group_alias: {"語": plain}}\n';
  expect(oneOf("unsendable-name", fileOf([local("plain")], routing)).message).toContain("alias 語");
});

it.each(["plain", "näme/ÿ", "a b: c", "__proto__"])("%s is a name that an answer can carry", (name) => {
  expect(found(fileOf([local(name)]))).not.toContain("unsendable-name error");
});
