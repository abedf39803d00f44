import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { discoverGateways } from "./discover-gateways";

const folder = mkdtempSync(join(tmpdir(), "signalbox-discover-"));
let child: ChildProcess | undefined;

afterEach(async () => {
  const ended = new Promise((resolve) => child?.once("exit", resolve));
  child?.kill("SIGKILL");
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

/** A program under the name of the gateway that answers its two health routes. */
async function startProgram(port: number): Promise<void> {
  const path = join(folder, "litellm");
  writeFileSync(
    path,
    `#!/usr/bin/env node
    require("node:http").createServer((request, reply) => {
      reply.setHeader("content-type", "application/json");
      reply.end(request.url.endsWith("liveliness") ? '"I\\'m alive!"' : '{"status":"healthy","litellm_version":"1.106.2"}');
    }).listen(${port}, "127.0.0.1", () => console.log("up"));`,
  );
  chmodSync(path, 0o755);
  child = spawn(process.execPath, [path, "--config", "my config.yaml", "--port", String(port)], { cwd: folder });
  await new Promise((resolve) => child?.stdout?.once("data", resolve));
}

test.skipIf(process.platform !== "linux")("a running gateway is found with its file, unless it is known", async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await startProgram(port);
  const found = (await discoverGateways([])).find((one) => one.url === url);
  expect(found).toMatchObject({ url, configPath: join(folder, "my config.yaml") });
  expect(found?.detail).toContain("LiteLLM");
  expect((await discoverGateways([`http://localhost:${port}/`])).map((one) => one.url)).not.toContain(url);
});
