import { expect, test } from "vitest";
import { keepTarget, restoreTarget } from "./kept-targets";

const secretive = { model: "cloud", api_key: "sk-very-secret", timeout: 3 };

test("a map with settings of its own leaves the server as its model and a fingerprint", () => {
  const kept = keepTarget(secretive);
  expect(JSON.stringify(kept)).not.toContain("sk-very-secret");
  expect(kept).toMatchObject({ model: "cloud" });
  expect(Object.keys(kept)).toEqual(["model", "kept"]);
});

test("names, and maps of only a name, pass as they are", () => {
  expect(keepTarget("a")).toBe("a");
  expect(keepTarget({ model: "a" })).toEqual({ model: "a" });
});

test("a kept map comes back as it is written, whatever the order of its keys", () => {
  const other = { timeout: 3, model: "cloud", api_key: "sk-very-secret" };
  expect(restoreTarget(keepTarget(other), ["x", secretive])).toEqual(secretive);
});

test("a fingerprint that nothing written has restores nothing", () => {
  expect(restoreTarget({ model: "cloud", kept: "0000" }, [secretive])).toBeNull();
  expect(restoreTarget({ model: "cloud", api_key: "invented" }, [secretive])).toBeNull();
});

test("a written map that itself has a key called kept is kept like any other", () => {
  const odd = { model: "a", kept: "0000" };
  expect(restoreTarget(keepTarget(odd), [odd])).toEqual(odd);
});
