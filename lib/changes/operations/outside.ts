import { setTimeout as pause } from "node:timers/promises";
import { keepBeside } from "@/lib/adapters/files/keep-beside";
import { readFileSnapshot } from "@/lib/adapters/files/read-file-snapshot";
import { readTail } from "@/lib/adapters/files/read-tail";
import { replaceFile } from "@/lib/adapters/files/replace-file";
import { httpRequest } from "@/lib/adapters/http/request";
import { readReadiness, readRunningGraph } from "@/lib/adapters/litellm/client";
import { describeReload, restart, sendReload, snapshotProcesses } from "@/lib/adapters/reload/client";
import type { ReloadOptions } from "@/lib/adapters/reload/schema";
import { gatewayConnection } from "@/lib/server/gateway";

/** Everything outside the database that an apply touches, so that tests can let each part fail at its moment. */
export const realOutside = {
  readFileSnapshot,
  replaceFile,
  keepBeside,
  readTail,
  describeReload,
  sendReload,
  restart,
  snapshotProcesses,
  readReadiness,
  readRunningGraph,
  gatewayConnection,
  isAlive: async (url: string, timeoutMs: number): Promise<boolean> => {
    const reply = await httpRequest({ url: `${url}/health/liveliness`, timeoutMs });
    return reply.ok && reply.value.status === 200;
  },
  clock: () => new Date(),
  /** What durations and limits are measured by: unlike the clock, it never jumps. */
  monotonicMs: () => performance.now(),
  pause: async (ms: number): Promise<void> => {
    await pause(ms);
  },
};

export type Outside = typeof realOutside;

/** Whole milliseconds since it was called. */
export const startStopwatch = ({ monotonicMs }: Outside): (() => number) => {
  const started = monotonicMs();
  return () => Math.round(monotonicMs() - started);
};

/** How long each part of an apply may take. */
export type Limits = {
  answerMs: number;
  readBackMs: number;
  /** A difference that stays this long although only new processes answer is no longer a matter of waiting. */
  settledMs: number;
  restoreMs: number;
  /** How long processes from before a restore must go on answering to be believed: a failed start may still be ending them. */
  steadyMs: number;
  /** A gateway without any process for this long is not coming back by itself. */
  goneMs: number;
  pollMs: number;
  trickleMs: number;
};

export const defaultLimits: Limits = {
  answerMs: 60_000,
  readBackMs: 60_000,
  settledMs: 5000,
  restoreMs: 90_000,
  steadyMs: 20_000,
  goneMs: 25_000,
  pollMs: 300,
  trickleMs: 100,
};

/** What every operation on the outside is given; tests replace parts of it. */
export type Means = { outside?: Outside; limits?: Limits; reloadOptions?: ReloadOptions };
