import pLimit, { type LimitFunction } from "p-limit";
import { staleAfter } from "@/lib/health/observe";
import { GatewayProber } from "@/lib/health/operations/probe-gateway";
import type { Limiter } from "@/lib/health/operations/probe-round";
import { rollUpSamples, trimHistory } from "@/lib/health/operations/roll-up";
import type { KeyFinder } from "@/lib/health/probe-targets";
import { nextRoundMs } from "@/lib/health/schedule";
import type { Database } from "./db";
import type { LoadedGateway } from "./gateway";
import { acquireLease, newHolder, releaseLease } from "./lease";

export type ProberOptions = {
  db: Database;
  /** The gateways to watch, with their files as they are now; asked again before each round. */
  gateways: () => Promise<LoadedGateway[]>;
  keys: KeyFinder;
  intervalMs: number;
  onError: (error: unknown, doing: string) => void;
  now?: () => Date;
  probeTimeoutMs?: number;
  leaseTtlMs?: number;
};

export type Prober = {
  stop: () => Promise<void>;
  /** Whether this process is the one that probes. */
  isLeading: () => boolean;
};

const flushEveryMs = 1_000;
const housekeepingEveryMs = 60_000;
const firstHousekeepingMs = 10_000;

/** Two per host and eight over all; waiting for a host takes no place from the others. */
export function createLimiter(perHost = 2, overAll = 8): Limiter {
  const all = pLimit(overAll);
  const hosts = new Map<string, LimitFunction>();
  return (host, work) => {
    const one = hosts.get(host) ?? pLimit(perHost);
    hosts.set(host, one);
    return one(() => all(work));
  };
}

/**
 * Watches the gateways' backends in rounds at a fixed interval, counted from the start so that it does not drift. Only the
 * holder of the lease probes; another process takes over when the lease runs out. Whatever fails is reported and tried again.
 */
export function startProber(options: ProberOptions): Prober {
  const loop = new ProberLoop(options);
  loop.start();
  return { isLeading: () => loop.leading, stop: () => loop.stop() };
}

class ProberLoop {
  leading = false;
  readonly #options: ProberOptions;
  readonly #now: () => Date;
  readonly #ttlMs: number;
  readonly #lease = { name: "prober", holder: newHolder() };
  readonly #limit = createLimiter();
  readonly #probers = new Map<string, GatewayProber>();
  readonly #startedMs = performance.now();
  readonly #due = { lease: 0, round: 0, flush: 0, housekeeping: this.#startedMs + firstHousekeepingMs };
  #heldMs = 0;
  #round = 0;
  #ending = new AbortController();
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #housekeeping: Promise<void> | null = null;

  constructor(options: ProberOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#ttlMs = options.leaseTtlMs ?? 10_000;
  }

  start(): void {
    const tickMs = Math.min(500, Math.max(20, this.#options.intervalMs / 4));
    this.#working = this.#tick().finally(() => {
      if (!this.#stopped) this.#timer = setTimeout(() => this.start(), tickMs);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#ending.abort();
    await this.#working;
    await this.#housekeeping;
    if (!this.leading) return;
    this.leading = false;
    await this.#flushAll();
    await this.#guarded("release the lease", () => releaseLease(this.#options.db, this.#lease));
  }

  async #tick(): Promise<void> {
    const ms = performance.now();
    if (ms >= this.#due.lease) await this.#holdLease(ms);
    if (!this.leading || this.#stopped) return;
    if (ms >= this.#due.round) {
      this.#due.round = nextRoundMs(this.#startedMs, this.#options.intervalMs, ms);
      await this.#guarded("start a round", () => this.#startRounds());
    }
    for (const [id, prober] of this.#probers)
      void this.#guarded(`read the view of ${id}`, () => prober.watchView(this.#ending.signal));
    if (ms >= this.#due.flush) {
      this.#due.flush = ms + Math.min(flushEveryMs, this.#options.intervalMs / 2);
      await this.#flushAll();
    }
    if (ms >= this.#due.housekeeping && !this.#housekeeping) {
      this.#due.housekeeping = ms + housekeepingEveryMs;
      this.#housekeeping = this.#keepHouse();
    }
  }

  async #holdLease(ms: number): Promise<void> {
    this.#due.lease = ms + this.#ttlMs / 3;
    await this.#guarded("hold the lease", async () => {
      const request = { ...this.#lease, ttlMs: this.#ttlMs, now: this.#now() };
      const held = await acquireLease(this.#options.db, request);
      if (held) this.#heldMs = performance.now();
      if (held && !this.leading) this.#lead();
      if (!held && this.leading) this.#lose();
    });
    // A database that cannot be asked may have given the lease to another process by now.
    if (this.leading && performance.now() - this.#heldMs > this.#ttlMs) this.#lose();
  }

  #lead(): void {
    this.leading = true;
    if (!this.#stopped) this.#ending = new AbortController();
    this.#due.round = performance.now();
  }

  #lose(): void {
    this.leading = false;
    this.#ending.abort();
    this.#probers.clear();
  }

  async #startRounds(): Promise<void> {
    const loaded = await this.#options.gateways();
    for (const id of this.#probers.keys()) if (!loaded.some(({ record }) => record.id === id)) this.#probers.delete(id);
    for (const gateway of loaded) {
      const { id } = gateway.record;
      const own = { ...this.#options, now: this.#now, limit: this.#limit, gatewayId: id };
      const prober = this.#probers.get(id) ?? new GatewayProber(own);
      this.#probers.set(id, prober);
      const round = this.#round;
      void this.#guarded(`probe ${id}`, () => prober.runRound(gateway, round, this.#ending.signal));
    }
    this.#round += 1;
  }

  async #flushAll(): Promise<void> {
    for (const [id, prober] of this.#probers) await this.#guarded(`store ${id}`, () => prober.flush());
  }

  async #keepHouse(): Promise<void> {
    const { db, intervalMs } = this.#options;
    for (const gatewayId of this.#probers.keys())
      await this.#guarded(`roll up ${gatewayId}`, async () => {
        await rollUpSamples(db, { gatewayId, now: this.#now(), staleAfterMs: staleAfter(intervalMs) });
        await trimHistory(db, gatewayId, this.#now());
      });
    this.#housekeeping = null;
  }

  async #guarded(doing: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#ending.signal.aborted) this.#options.onError(error, doing);
    }
  }
}
