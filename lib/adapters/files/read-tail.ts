import { err, type Result } from "@/lib/result";
import type { ReadFailure } from "./schema";

/** The last `bytes` of a file, or at most that much after `sinceOffset`; `size` is the offset for the next call. */
export const readTail = async (
  _path: string,
  _options: { bytes: number; sinceOffset?: number },
): Promise<Result<{ text: string; size: number }, ReadFailure>> => err("missing");
