/** A process of this machine. `startedAt` is milliseconds since the epoch. */
export type ProcessFacts = { pid: number; parent: number; startedAt: number; argv: string[] };

/** The working folder of a process and the systemd unit that runs it. */
export type ProcessPlace = {
  folder: string | null;
  unit: { kind: "systemd-user" | "systemd"; unit: string } | null;
};
