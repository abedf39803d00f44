import type { ReadFailure, ReplaceFailure } from "./schema";

/** The system's name of what went wrong, such as `ENOSPC`. */
export const errnoOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";

export const readFailureOf = (errno: string): ReadFailure => {
  switch (errno) {
    case "ENOENT":
    case "ENOTDIR":
      return "missing";
    case "EISDIR":
      return "is-a-folder";
    default:
      return "unreadable";
  }
};

export const writeFailureOf = (errno: string): Exclude<ReplaceFailure, "stale"> => {
  switch (errno) {
    case "ENOENT":
    case "ENOTDIR":
      return "missing";
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return "disk-full";
    case "EROFS":
    case "EACCES":
    case "EPERM":
    case "ETXTBSY":
      return "read-only";
    default:
      return "unexpected";
  }
};
