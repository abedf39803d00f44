import { expect, test } from "vitest";
import { pathTo, toModel, toRouting } from "./route";

test("names of models survive the address bar, whatever is in them", () => {
  for (const name of ["llama3.1:latest", "qwen/7b", "a b", 'say "hi"', "🦙", "__proto__", "50%", "a?b#c"])
    expect(decodeURIComponent(new URL(toModel(name), "http://localhost").pathname.split("/").slice(2).join("/"))).toBe(
      name,
    );
});

test("parameters that are not given leave no trace", () => {
  expect(toRouting()).toBe("/routing");
  expect(toRouting("llama3.1:latest", "general")).toBe("/routing?model=llama3.1%3Alatest&kind=general");
  expect(pathTo([])).toBe("/");
});
