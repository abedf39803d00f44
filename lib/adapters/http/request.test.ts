import { createServer as createTcpServer } from "node:net";
import { describe, expect, it } from "vitest";
import { listen } from "./loopback";
import { httpRequest } from "./request";
import { toAdapterFailure } from "./schema";
import { scrub } from "./scrub";

const reasonOf = async (call: Parameters<typeof httpRequest>[0]) => {
  const outcome = await httpRequest(call);
  return outcome.ok ? `HTTP ${outcome.value.status}` : outcome.reason;
};

describe("httpRequest", () => {
  it("returns status, headers, text and times that only grow", async () => {
    const server = await listen((_, response) => {
      response.writeHead(418, { "X-Tea": ["a", "b"] });
      response.end("short and stout ✓");
    });
    const outcome = await httpRequest({ url: `${server.url}/pot?key=secret` });
    if (!outcome.ok) throw new Error(outcome.detail);
    expect(outcome.value).toMatchObject({ status: 418, text: "short and stout ✓", headers: { "x-tea": "a, b" } });
    const { connectUs, firstByteUs, totalUs } = outcome.value.timings;
    expect([connectUs, firstByteUs, totalUs]).toEqual(
      [connectUs, firstByteUs, totalUs].toSorted((a, b) => Number(a) - Number(b)),
    );
    expect(connectUs).toBeGreaterThan(0);
  });

  it("sends the key as a bearer token and the body as JSON", async () => {
    const server = await listen(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      response.end(JSON.stringify([request.headers.authorization, Buffer.concat(chunks).toString()]));
    });
    const outcome = await httpRequest({ url: server.url, method: "POST", key: "sk-1", body: { a: "ü" } });
    expect(outcome.ok && JSON.parse(outcome.value.text)).toEqual(["Bearer sk-1", '{"a":"ü"}']);
  });

  it("uses a new connection for every request", async () => {
    const ports = new Set<number | undefined>();
    const server = await listen((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });
    for (let turn = 0; turn < 3; turn++) await httpRequest({ url: server.url });
    expect(ports.size).toBe(3);
  });

  it("does not follow a redirect", async () => {
    const server = await listen((_, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end());
    expect(await reasonOf({ url: server.url })).toBe("HTTP 302");
  });

  it("says refused when nothing listens", async () => {
    const server = await listen(() => {});
    await server.close();
    const outcome = await httpRequest({ url: `${server.url}/x` });
    expect(outcome).toMatchObject({ ok: false, reason: "refused", timings: { connectUs: null } });
    if (!outcome.ok) expect(outcome.detail).toContain(`GET ${server.url}/x: connection refused`);
  });

  it("gives up on a server that accepts and never answers", async () => {
    const server = await listen(() => {});
    const outcome = await httpRequest({ url: server.url, timeoutMs: 120 });
    expect(outcome).toMatchObject({ ok: false, reason: "timeout" });
    expect(outcome.ok ? 0 : outcome.timings.totalUs).toBeGreaterThanOrEqual(115_000);
  });

  it("gives up on a server that drips bytes for ever", async () => {
    const server = await listen((_, response) => {
      const timer = setInterval(() => response.write("x"), 10);
      response.on("close", () => clearInterval(timer));
    });
    expect(await reasonOf({ url: server.url, timeoutMs: 150 })).toBe("timeout");
  });

  it("stops at the caller's signal, also one that is already given", async () => {
    const server = await listen(() => {});
    const controller = new AbortController();
    const pending = reasonOf({ url: server.url, signal: controller.signal });
    controller.abort();
    expect(await pending).toBe("aborted");
    expect(await reasonOf({ url: server.url, signal: controller.signal })).toBe("aborted");
  });

  it("tells a reply that is cut half-way from a complete one", async () => {
    const server = await listen((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => response.socket?.destroy());
    });
    expect(await reasonOf({ url: server.url })).toBe("reset");
    const silent = await listen((request) => request.socket.destroy());
    expect(await reasonOf({ url: silent.url })).toBe("reset");
  });

  it("stops reading after the limit", async () => {
    const server = await listen((_, response) => response.end("x".repeat(3_000_000)));
    expect(await reasonOf({ url: server.url })).toBe("too-large");
    expect(await reasonOf({ url: server.url, limitBytes: 4_000_000 })).toBe("HTTP 200");
  });

  it("tells rubbish from HTTP", async () => {
    const server = createTcpServer((socket) => socket.end("220 mail.example ESMTP\r\n"));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    expect(await reasonOf({ url: `http://127.0.0.1:${port}` })).toBe("garbage");
    server.close();
  });

  it("says tls when the other side speaks plain HTTP", async () => {
    const server = await listen((_, response) => response.end());
    expect(await reasonOf({ url: server.url.replace("http:", "https:") })).toBe("tls");
  });

  it("says dns for a name that nobody has", async () => {
    expect(await reasonOf({ url: "http://no-such-host.invalid/" })).toBe("dns");
  });

  it.each(["ftp://127.0.0.1/", "127.0.0.1:80", "", "http://"])("refuses the address %j", async (url) => {
    expect(await reasonOf({ url })).toBe("bad-address");
  });

  it("refuses a key that would break the header, without repeating it", async () => {
    const outcome = await httpRequest({ url: "http://127.0.0.1:9/", key: "sk-a\r\nx: y" });
    expect(outcome).toMatchObject({ ok: false, reason: "bad-address" });
    expect(JSON.stringify(outcome)).not.toContain("sk-a");
  });

  it("never repeats user info or query in a detail", async () => {
    const outcome = await httpRequest({ url: "http://me:hush@127.0.0.1:1/a?token=hush" });
    expect(JSON.stringify(outcome)).not.toContain("hush");
  });

  it("folds the network's failures into the words of every adapter", () => {
    for (const word of ["refused", "dns", "tls", "reset", "unreachable"] as const)
      expect(toAdapterFailure(word)).toBe("unreachable");
    expect(toAdapterFailure("timeout")).toBe("timeout");
    expect(toAdapterFailure("garbage")).toBe("unexpected_reply");
  });
});

describe("scrub", () => {
  it("takes out given secrets, key shapes and user info", () => {
    const dirty = "key hunter22 and sk-abcdefghij1234 at http://joe:pw@host/ Bearer abc";
    expect(scrub(dirty, ["hunter22", null, ""])).toBe("key [masked] and [masked] at http://[masked]host/ [masked]");
  });
});
