import { expect, test } from "vitest";
import { describeAgent } from "./describe-agent";

const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
  [`Mozilla/5.0 (X11; Linux x86_64) ${webkit} Chrome/142.0.0.0 Safari/537.36`, "Chrome 142 on Linux"],
  [`Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0`, "Edge 142 on Windows"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox 145 on Linux"],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) ${webkit} Version/19.1 Mobile/15E148 Safari/604.1`,
    "Safari 19 on iOS",
  ],
  [`Mozilla/5.0 (Linux; Android 16) ${webkit} Chrome/142.0.0.0 Mobile Safari/537.36`, "Chrome 142 on Android"],
  ["curl/8.5.0", "curl/8.5.0"],
  ["", ""],
  ["x".repeat(100), `${"x".repeat(59)}…`],
])("%s is %s", (agent, words) => {
  expect(describeAgent(agent)).toBe(words);
});
