import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { proxy } from "@/proxy";

const cookie = "signalbox.session_token=anything";
const visit = (path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
  proxy(new NextRequest(`http://127.0.0.1:3100${path}`, init));
const nonceOf = (policy: string | null) => /'nonce-([^']+)'/.exec(policy ?? "")?.[1];

test("every answer carries a policy with a nonce of its own, which the page is told", () => {
  const answers = [visit("/login"), visit("/login")];
  const nonces = answers.map((answer) => nonceOf(answer.headers.get("content-security-policy")));
  expect(new Set(nonces).size).toBe(2);
  for (const [index, answer] of answers.entries()) {
    expect(answer.headers.get("x-middleware-request-x-nonce")).toBe(nonces[index]);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  }
});

test("a nonce that the caller brings is replaced", () => {
  const answer = visit("/login", { headers: { "x-nonce": "guess" } });
  expect(answer.headers.get("x-middleware-request-x-nonce")).not.toBe("guess");
});

test("a page without a session cookie leads to the login page, which leads back", () => {
  const locationOf = (path: string) => new URL(visit(path).headers.get("location") ?? "");
  expect(locationOf("/")).toMatchObject({ pathname: "/login", search: "" });
  const answer = visit("/models/a%2Fb?sort=name&x=1");
  expect(answer.status).toBe(307);
  expect(locationOf("/models/a%2Fb?sort=name&x=1").searchParams.get("next")).toBe("/models/a%2Fb?sort=name&x=1");
  expect(answer.headers.get("content-security-policy")).toBeTruthy();
});

test.each([
  ["/login", {}],
  ["/setup", {}],
  ["/api/alive", {}],
  ["/api/v1/gateways", {}],
  ["/routing", { method: "POST" }],
  ["/routing", { headers: { cookie } }],
  ["/routing", { headers: { cookie: `__Secure-${cookie}` } }],
])("%s with %j is left to whoever authorises", (path, init) => {
  expect(visit(path, init).headers.get("location")).toBeNull();
});

test("headers of other kinds of request do not pass for a session", () => {
  const headers = { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy", rsc: "1", "next-router-prefetch": "1" };
  expect(visit("/routing", { headers }).status).toBe(307);
  expect(visit("/login/", {}).status).toBe(307);
});
