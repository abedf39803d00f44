import { keepsView } from "@/lib/health/background-checks";
import { staleAfter } from "@/lib/health/observe";
import { planProbes } from "@/lib/health/plan-probes";
import { type KeyFinder, resolveTargets } from "@/lib/health/probe-targets";
import type { Sample } from "@/lib/health/schema";
import { insertSamples, lastReloadAt, latestSamples } from "@/lib/health/store/samples";
import type { Database } from "@/lib/server/db";
import { gatewayConnection, type LoadedGateway } from "@/lib/server/gateway";
import { type Limiter, runRound } from "./probe-round";
import { newViewMemory, witnessGateway } from "./witness-gateway";

type GatewayProberOptions = {
  db: Database;
  gatewayId: string;
  keys: KeyFinder;
  intervalMs: number;
  probeTimeoutMs?: number;
  now: () => Date;
  limit: Limiter;
};

/** Between a reload and the end of its first cycle the view is looked at this often. */
const unsettledEveryMs = 2_000;
/** What is kept when the database does not take it. */
const maxBuffered = 20_000;

/** The probing of one gateway: what was seen last, what waits to be stored, and what is being asked. */
export class GatewayProber {
  readonly #options: GatewayProberOptions;
  readonly #direct = new Map<string, Sample>();
  readonly #view = new Map<string, Sample>();
  readonly #busy = new Set<string>();
  readonly #memory = newViewMemory();
  #buffer: Sample[] = [];
  #loaded: Promise<void> | null = null;
  #gateway: LoadedGateway | null = null;
  #viewDueMs = 0;
  #reloadCheckDueMs = 0;
  #reloadedAt: string | null = null;
  #watching = false;

  constructor(options: GatewayProberOptions) {
    this.#options = options;
  }

  /** Asks all backends once; resolves when the slowest has answered or given up. */
  async runRound(gateway: LoadedGateway, round: number, signal: AbortSignal): Promise<void> {
    const { keys, intervalMs, now, limit, probeTimeoutMs = 5_000 } = this.#options;
    this.#gateway = gateway;
    this.#viewDueMs = 0;
    this.#loaded ??= this.#recall(gateway).catch((error) => {
      this.#loaded = null;
      throw error;
    });
    await this.#loaded;
    const targets = resolveTargets(gateway.reading.deployments, keys);
    await runRound({
      ...planProbes(gateway.graph.deployments, targets),
      secrets: targets.secrets,
      before: this.#direct,
      round,
      intervalMs,
      timeoutMs: probeTimeoutMs,
      staleAfterMs: staleAfter(intervalMs),
      signal,
      now,
      busy: this.#busy,
      limit,
      emit: (samples) => this.#take(this.#direct, samples),
    });
  }

  /** Reads the gateway's own view when it is due: once a round, more often while it is not settled. */
  async watchView(signal: AbortSignal): Promise<void> {
    const gateway = this.#gateway;
    const ms = performance.now();
    if (!gateway || this.#watching || (ms < this.#viewDueMs && ms < this.#reloadCheckDueMs)) return;
    const { db, gatewayId, now, intervalMs, probeTimeoutMs = 5_000 } = this.#options;
    this.#watching = true;
    try {
      this.#reloadCheckDueMs = ms + Math.min(unsettledEveryMs, intervalMs);
      const reloadedAt = await lastReloadAt(db, gatewayId);
      if (ms < this.#viewDueMs && reloadedAt === this.#reloadedAt) return;
      this.#reloadedAt = reloadedAt;
      this.#viewDueMs = ms + intervalMs;
      await this.#loaded;
      const { samples, settled } = await witnessGateway({
        graph: gateway.graph,
        sha: gateway.sha,
        fileKeepsView: keepsView(gateway.reading.settings),
        connection: await gatewayConnection(gateway.record),
        memory: this.#memory,
        before: this.#view,
        reloadedAt,
        now: now(),
        timeoutMs: probeTimeoutMs,
        staleAfterMs: staleAfter(intervalMs),
        signal,
      });
      if (signal.aborted) return;
      this.#take(this.#view, samples);
      if (!settled) this.#viewDueMs = performance.now() + Math.min(unsettledEveryMs, intervalMs);
    } finally {
      this.#watching = false;
    }
  }

  /** Stores what has come in since the last time, in one statement; keeps it when the database does not take it. */
  async flush(): Promise<void> {
    const batch = this.#buffer;
    if (batch.length === 0) return;
    this.#buffer = [];
    try {
      await insertSamples(this.#options.db, this.#options.gatewayId, batch);
    } catch (error) {
      this.#buffer = [...batch, ...this.#buffer].slice(-maxBuffered);
      throw error;
    }
  }

  async #recall(gateway: LoadedGateway): Promise<void> {
    const { db, gatewayId, now } = this.#options;
    const identities = gateway.graph.deployments.map(({ identity }) => identity);
    for (const sample of await latestSamples(db, gatewayId, { identities, until: now() }))
      (sample.witness === "gateway" ? this.#view : this.#direct).set(sample.identity, sample);
  }

  #take(newest: Map<string, Sample>, samples: Sample[]): void {
    for (const sample of samples) newest.set(sample.identity, sample);
    this.#buffer.push(...samples);
  }
}
