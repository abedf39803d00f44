import { randomUUID } from "node:crypto";
import pLimit, { type LimitFunction } from "p-limit";
import { staleAfter } from "@/lib/health/observe";
import { GatewayProber } from "@/lib/health/operations/probe-gateway";
import type { Limiter } from "@/lib/health/operations/probe-round";
import { rollUpSamples, trimHistory } from "@/lib/health/operations/roll-up";
import type { KeyFinder } from "@/lib/health/probe-targets";
import { nextRoundMs } from "@/lib/health/schedule";
import type { Database } from "./db";
import type { LoadedGateway } from "./gateway";
import { acquireLease, releaseLease } from "./lease";

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

const leaseName = "prober";
const flushEveryMs = 1_000;
const housekeepingEveryMs = 60_000;

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
  const { db, intervalMs, onError } = options;
  const now = options.now ?? (() => new Date());
  const ttlMs = options.leaseTtlMs ?? 10_000;
  const holder = randomUUID();
  const tickMs = Math.min(500, Math.max(20, intervalMs / 4));
  const limit = createLimiter();
  const probers = new Map<string, GatewayProber>();
  const startedMs = performance.now();
  let leading = false;
  let ending = new AbortController();
  const due = { lease: 0, round: 0, flush: 0, housekeeping: startedMs + Math.min(housekeepingEveryMs, 10_000) };
  let round = 0;
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  let housekeeping: Promise<void> | null = null;

  const guarded = async (doing: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!ending.signal.aborted) onError(error, doing);
    }
  };

  const lose = () => {
    leading = false;
    ending.abort();
    probers.clear();
  };

  const hold = async () => {
    const held = await acquireLease(db, { name: leaseName, holder, ttlMs, now: now() });
    if (held && !leading) {
      ending = new AbortController();
      due.round = performance.now();
    }
    if (!held && leading) lose();
    leading = held;
  };

  const startRounds = async () => {
    const loaded = await options.gateways();
    for (const id of probers.keys()) if (!loaded.some(({ record }) => record.id === id)) probers.delete(id);
    for (const gateway of loaded) {
      const { id } = gateway.record;
      const prober = probers.get(id) ?? new GatewayProber({ ...options, now, limit, gatewayId: id });
      probers.set(id, prober);
      void guarded(`probe ${id}`, () => prober.runRound(gateway, round, ending.signal));
    }
    round += 1;
  };

  const keepHouse = async () => {
    for (const gatewayId of probers.keys())
      await guarded(`roll up ${gatewayId}`, async () => {
        await rollUpSamples(db, { gatewayId, now: now(), staleAfterMs: staleAfter(intervalMs) });
        await trimHistory(db, gatewayId, now());
      });
    housekeeping = null;
  };

  const flushAll = async () => {
    for (const [id, prober] of probers) await guarded(`store ${id}`, () => prober.flush());
  };

  const tick = async () => {
    const ms = performance.now();
    if (ms >= due.lease) {
      due.lease = ms + ttlMs / 3;
      await guarded("hold the lease", hold);
    }
    if (!leading) return;
    if (ms >= due.round) {
      due.round = nextRoundMs(startedMs, intervalMs, ms);
      await guarded("start a round", startRounds);
    }
    for (const [id, prober] of probers) void guarded(`read the view of ${id}`, () => prober.watchView(ending.signal));
    if (ms >= due.flush) {
      due.flush = ms + Math.min(flushEveryMs, intervalMs / 2);
      await flushAll();
    }
    if (ms >= due.housekeeping && !housekeeping) {
      due.housekeeping = ms + housekeepingEveryMs;
      housekeeping = keepHouse();
    }
  };

  const loop = () => {
    working = tick().finally(() => {
      if (!stopped) timer = setTimeout(loop, tickMs);
    });
  };
  let stopped = false;
  loop();

  return {
    isLeading: () => leading,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      const wasLeading = leading;
      leading = false;
      ending.abort();
      await working;
      await housekeeping;
      if (!wasLeading) return;
      await flushAll();
      await guarded("release the lease", () => releaseLease(db, { name: leaseName, holder }));
    },
  };
}
