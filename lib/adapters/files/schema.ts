/** Reasons for which a configuration file cannot be read. */
export type ReadFailure = "missing" | "is-a-folder" | "unreadable" | "too-large" | "not-text";

/** Reasons for which it cannot be replaced; the old file is intact after each of them. */
export type ReplaceFailure = "stale" | "missing" | "read-only" | "disk-full" | "unexpected";

export type FileSnapshot = {
  path: string;
  /** After following symlinks. */
  realPath: string;
  bytes: Uint8Array;
  text: string;
  /** SHA-256 of the bytes, lower hex. */
  sha: string;
  mtimeMs: number;
};

/** Reasons for which a copy cannot be kept beside a configuration file. */
export type KeepFailure = Exclude<ReplaceFailure, "stale">;
