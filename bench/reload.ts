import { request } from "node:http";
import { labStatus, type RunningConsole, signalbox, waitFor } from "@/e2e/console-process";
import { report } from "./figures";

const perSecond = 20;

/** One request with a connection of its own; false when it did not end in 200. */
const ask = (url: string, key: string): Promise<boolean> =>
  new Promise((resolve) => {
    const call = request(`${url}/v1/models`, {
      agent: false,
      headers: { authorization: `Bearer ${key}` },
      timeout: 30_000,
    });
    call.on("response", (reply) => {
      reply.resume();
      reply.on("end", () => resolve(reply.statusCode === 200));
      reply.on("error", () => resolve(false));
    });
    call.on("timeout", () => call.destroy());
    call.on("error", () => resolve(false));
    call.end();
  });

/** Two reloads through the console while requests come in steadily: how many of them fail. */
export async function benchReload({ dataFolder }: RunningConsole): Promise<void> {
  const { gatewayKey, parts } = await labStatus(dataFolder);
  const url = parts.find(({ name }) => name === "gateway")?.url ?? "";
  await waitFor("the gateway's start", 120_000, () => ask(url, gatewayKey));
  const answers: Promise<boolean>[] = [];
  const timer = setInterval(() => answers.push(ask(url, gatewayKey)), 1000 / perSecond);
  const times: number[] = [];
  for (let round = 0; round < 2; round++) {
    const run = JSON.parse(await signalbox(dataFolder, "reload", "--json"));
    times.push(run.durationMs);
  }
  clearInterval(timer);
  const failed = (await Promise.all(answers)).filter((answered) => !answered).length;
  process.stdout.write(`# ${answers.length} requests during two reloads\n`);
  report({ name: "reload_failed_requests", value: failed, unit: "requests", limit: 0 });
  report({ name: "reload_time", value: Math.max(...times) / 1000, unit: "s", limit: 30 });
}
