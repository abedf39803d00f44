import { expect, test } from "vitest";
import { allowedOrigins, isSameOrigin } from "./same-origin";

const local = "http://127.0.0.1:3100";
const behindProxy = "https://box.example:8443";

test.each<[string, Record<string, string>, boolean]>([
  [local, { origin: local }, true],
  [local, { origin: "http://localhost:3100", "sec-fetch-site": "same-origin" }, true],
  [local, { "sec-fetch-site": "same-origin" }, true],
  [local, { origin: "https://127.0.0.1:3100" }, false],
  [local, { origin: "http://127.0.0.1:3100.evil.example" }, false],
  [local, { origin: "http://127.0.0.1" }, false],
  [local, { origin: local, "sec-fetch-site": "cross-site" }, false],
  [local, { origin: local, "sec-fetch-site": "same-site" }, false],
  [local, { "sec-fetch-site": "none" }, false],
  [local, { origin: "null" }, false],
  [local, {}, false],
  [behindProxy, { origin: behindProxy }, true],
  [behindProxy, { origin: "https://box.example" }, false],
  [behindProxy, { origin: "http://localhost:8443" }, false],
])("at %s a mutation with %j is ours: %s", (publicUrl, headers, expected) => {
  expect(isSameOrigin(new Headers(headers), publicUrl)).toBe(expected);
});

test("the default port is not spelled out", () => {
  expect(allowedOrigins("http://localhost")).toEqual(["http://127.0.0.1", "http://localhost", "http://[::1]"]);
  expect(allowedOrigins("https://box.example/base")).toEqual(["https://box.example"]);
});
