export type ReloadTarget =
  | { kind: "systemd-user"; unit: string }
  | { kind: "systemd"; unit: string }
  | { kind: "signal"; pidFile: string }
  | { kind: "command"; name: string }
  | { kind: "none" };

export type ReloadFailure =
  | "not-running"
  | "not-permitted"
  | "unknown-unit"
  | "unknown-command"
  | "no-method"
  | "unsafe"
  | "timeout"
  | "refused"
  | "unexpected_reply";

/** The gateway's processes at a moment, so that an old one that still answers can be told from a new one. */
export type ProcessSnapshot = {
  mainPid: number | null;
  /** Start of the main process, milliseconds since the epoch. */
  mainStartedAt: number | null;
  /** Children that serve requests, when the launcher has any. */
  workers: { pid: number; startedAt: number }[];
  /** How it was launched, from its command line. */
  launch: "gunicorn" | "granian" | "uvicorn-workers" | "uvicorn-single" | "other" | "unknown";
};

export type ReloadDescription = {
  /** One sentence: what pressing Reload does. */
  what: string;
  /** Expected interruption, in words. */
  interruption: string;
  /** False when a reload would end the process instead; `why` then says so. */
  safe: boolean;
  why: string | null;
  /** No process of the gateway runs now: nothing to reload, but a readable file may be what it needs to start. */
  isDown?: boolean;
  /** Worth knowing before pressing, such as a unit file that changed since it was loaded. */
  warnings?: string[];
};

export type ReloadOptions = {
  /** JSON of `{ "NAME": { "argv": ["/abs/program", …], "timeoutSeconds"?: 60, "description"?: "" } }`, kept by the host's administrator. */
  commandsFile?: string | null;
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Another `systemctl` program. */
  systemctl?: string;
};
