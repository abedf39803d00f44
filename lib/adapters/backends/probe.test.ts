import { describe, expect, it } from "vitest";
import { listen, listenWith } from "@/lib/adapters/http/loopback";
import { isPrivateAddress, openaiBaseOf, rootOf } from "./address";
import { probeBackend } from "./probe";
import { readRetryAfter } from "./reading";
import type { BackendFlavour } from "./schema";

const flavours: BackendFlavour[] = ["ollama", "llamacpp", "llamacpp-python", "vllm", "openai"];
const KEY = "sk-backend-secret-1";

describe.each(flavours)("a probe of %s", (flavour) => {
  const probe = (baseUrl: string, timeoutMs = 2_000) => probeBackend(flavour, { baseUrl, key: KEY, timeoutMs });

  it("says refused when nothing listens", async () => {
    const server = await listen(() => {});
    await server.close();
    expect(await probe(`${server.url}/v1`)).toMatchObject({ alive: false, cause: "refused", models: null });
  });

  it("gives up on a server that hangs, within its one time limit", async () => {
    const server = await listen(() => {});
    const reading = await probe(server.url, 150);
    expect(reading).toMatchObject({ alive: false, cause: "timeout" });
    expect(reading.timings.totalUs).toBeLessThan(1_000_000);
  });

  it("says dns for an unknown name", async () => {
    expect(await probe("http://no-such-host.invalid:1/v1")).toMatchObject({ alive: false, cause: "dns" });
  });

  it("says tls when the other side does not speak it", async () => {
    const server = await listen((_, response) => response.end());
    expect(await probe(server.url.replace("http", "https"))).toMatchObject({ alive: false, cause: "tls" });
  });

  it.each([
    [401, "unauthorised", false],
    [403, "unauthorised", false],
    [429, "rate-limited", true],
    [500, "server-error", false],
    [503, "server-error", false],
    [302, "garbage", false],
  ] as const)("reads status %d as %s", async (status, cause, alive) => {
    const server = await listen((_, response) => response.writeHead(status, { "retry-after": "7" }).end(`no ${KEY}`));
    const reading = await probe(`${server.url}/v1`);
    expect(reading).toMatchObject({ alive, cause, retryAfterSeconds: 7 });
    expect(reading.evidence).toContain(String(status));
    expect(JSON.stringify(reading)).not.toContain(KEY);
  });

  it.each([
    ["a page", "<html>hello</html>"],
    ["half an object", '{"data":[{"id":'],
    ["another shape", '{"data":"x","models":7,"version":1}'],
  ])("calls %s garbage", async (_, text) => {
    const server = await listen((__, response) => response.end(text));
    expect(await probe(server.url)).toMatchObject({ alive: false, cause: "garbage", flavour: null });
  });

  it("calls a reply that is cut or has no end garbage", async () => {
    const cut = await listen((_, response) => {
      response.writeHead(200, { "content-length": "99" });
      response.write("{", () => response.socket?.destroy());
    });
    expect(await probe(cut.url)).toMatchObject({ alive: false, cause: "garbage" });
    const endless = await listen((_, response) => response.end("x".repeat(2_500_000)));
    expect(await probe(endless.url)).toMatchObject({ alive: false, cause: "garbage" });
  });

  it("never sends a prompt", async () => {
    const server = await listenWith({});
    await probe(server.url);
    expect(server.asked.length).toBeGreaterThan(0);
    expect(server.asked.every(({ method, body }) => method === "GET" && body === "")).toBe(true);
  });
});

describe("addresses", () => {
  it("finds a server's root and its OpenAI routes from an api_base", () => {
    expect(["http://h:1/v1/", "http://h:1", "http://h:1/api", "http://h/x/v1"].map(rootOf)).toEqual([
      "http://h:1",
      "http://h:1",
      "http://h:1",
      "http://h/x",
    ]);
    expect(["http://h:1", "http://h:1/", "http://h:1/v1/", "https://h/openai"].map(openaiBaseOf)).toEqual([
      "http://h:1/v1",
      "http://h:1/v1",
      "http://h:1/v1",
      "https://h/openai",
    ]);
  });

  it.each([
    ["http://127.0.0.1:1", true],
    ["http://[::1]:1", true],
    ["http://[fd00::1]/v1", true],
    ["http://gpu-box:8080", true],
    ["http://gpu.lan", true],
    ["http://192.168.1.9", true],
    ["http://172.20.0.1", true],
    ["https://api.openai.com/v1", false],
    ["http://172.40.0.1", false],
    ["http://8.8.8.8", false],
    ["not an address", false],
  ])("knows whether %s is ours: %s", (url, expected) => {
    expect(isPrivateAddress(url)).toBe(expected);
  });

  it("reads Retry-After as seconds and as a date", () => {
    const now = Date.parse("2026-11-01T00:00:00Z");
    expect(readRetryAfter({ "retry-after": "12" }, now)).toBe(12);
    expect(readRetryAfter({ "retry-after": "Sun, 01 Nov 2026 00:01:00 GMT" }, now)).toBe(60);
    expect(readRetryAfter({ "retry-after": "soon" }, now)).toBeNull();
    expect(readRetryAfter({}, now)).toBeNull();
  });
});
