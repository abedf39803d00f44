import { createServer, type RequestListener } from "node:http";
import { onTestFinished } from "vitest";

/** A real server on a free loopback port for one test; it closes with the test. */
export const listen = async (
  handler: RequestListener,
): Promise<{ url: string; port: number; close: () => Promise<void> }> => {
  const server = createServer(handler);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const close = () =>
    new Promise<void>((done) => {
      server.closeAllConnections();
      server.close(() => done());
    });
  onTestFinished(close);
  return { url: `http://127.0.0.1:${port}`, port, close };
};

export type Canned = { status?: number; headers?: Record<string, string>; json?: unknown; text?: string };

/** Answers by path (`/a`, or `/a?b=c` where the query matters); 404 for others. Records what was asked. */
export const listenWith = async (routes: Record<string, Canned | (() => Canned)>) => {
  const asked: { method: string; url: string; authorization: string | undefined; body: string }[] = [];
  const server = await listen(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = request.url ?? "/";
    const body = Buffer.concat(chunks).toString("utf8");
    asked.push({ method: request.method ?? "", url, authorization: request.headers.authorization, body });
    const route = routes[url] ?? routes[url.split("?")[0] ?? ""] ?? { status: 404, json: { detail: "Not Found" } };
    const canned = typeof route === "function" ? route() : route;
    response.writeHead(canned.status ?? 200, { "content-type": "application/json", ...canned.headers });
    response.end(canned.text ?? (canned.json === undefined ? "" : JSON.stringify(canned.json)));
  });
  return { ...server, asked };
};
