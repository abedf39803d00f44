import { resolve } from "node:path";
import { readReadiness } from "@/lib/adapters/litellm/client";
import { listProcesses } from "@/lib/adapters/processes/list-processes";
import { readProcessPlace } from "@/lib/adapters/processes/place-of";
import { readGatewayCommand } from "@/lib/gateways/read-command";

/** A gateway that runs on this machine and is not registered yet. */
export type FoundGateway = {
  url: string;
  /** What it answered, or why it did not. */
  detail: string;
  configPath: string | null;
  /** `systemd-user:litellm.service` when a unit runs it. */
  reload: string | null;
};

type Candidate = Omit<FoundGateway, "detail">;

/** Where LiteLLM listens unless told otherwise, and the next ones that people take. */
const usualPorts = [4000, 4001, 4010];
const askMs = 1500;

const onLoopback = (port: number) => `http://127.0.0.1:${port}`;
const portOf = (url: string): string => new URL(url).port;

/** Looks at running programs and at the usual ports of this machine; asks each whether it is a gateway. Costs no prompt. */
export async function discoverGateways(knownUrls: readonly string[]): Promise<FoundGateway[]> {
  const running = await listRunning();
  const usual = usualPorts.map((port) => ({ url: onLoopback(port), configPath: null, reload: null }));
  const candidates = new Map([...usual, ...running].map((candidate) => [candidate.url, candidate]));
  const known = new Set(knownUrls.map(portOf));
  const unknown = [...candidates.values()].filter(({ url }) => !known.has(portOf(url)));
  const asked = await Promise.all(unknown.map((candidate) => askCandidate(candidate)));
  return asked.filter((found) => found !== null);
}

async function askCandidate(candidate: Candidate): Promise<FoundGateway | null> {
  const readiness = await readReadiness({ url: candidate.url, key: null }, { timeoutMs: askMs });
  if (readiness.ok) return { ...candidate, detail: readiness.value.detail };
  if (readiness.reason === "wrong-key") return { ...candidate, detail: "LiteLLM answers and asks for its key" };
  if (candidate.configPath === null || readiness.reason === "not-litellm") return null;
  return { ...candidate, detail: "its process runs, but it does not answer yet" };
}

async function listRunning(): Promise<Candidate[]> {
  const processes = await listProcesses().catch(() => []);
  const gateways = processes.flatMap(({ pid, parent, argv }) => {
    const command = readGatewayCommand(argv);
    return command ? [{ pid, parent, command }] : [];
  });
  const pids = new Set(gateways.map(({ pid }) => pid));
  const launchers = gateways.filter(({ parent }) => !pids.has(parent));
  return Promise.all(
    launchers.map(async ({ pid, command }) => {
      const { folder, unit } = await readProcessPlace(pid);
      const isFull = command.config?.startsWith("/") || folder !== null;
      return {
        url: onLoopback(command.port),
        configPath: command.config && isFull ? resolve(folder ?? "/", command.config) : null,
        reload: unit ? `${unit.kind}:${unit.unit}` : null,
      };
    }),
  );
}
