/** A process of this machine. `startedAt` is milliseconds since the epoch. */
export type ProcessFacts = { pid: number; parent: number; startedAt: number; argv: string[] };
