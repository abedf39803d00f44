import { err, type Result } from "@/lib/result";
import type { KeepFailure } from "./schema";

/** Keeps a copy in `.signalbox-revisions` beside the file and returns its path; the newest `keep` copies stay. */
export const keepBeside = async (
  _path: string,
  _bytes: Uint8Array,
  _options: { sha: string; at: Date; keep?: number },
): Promise<Result<string, KeepFailure>> => err("missing");
