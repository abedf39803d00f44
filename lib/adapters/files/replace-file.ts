import { err, type Result } from "@/lib/result";
import type { ReplaceFailure } from "./schema";

export const replaceFile = async (
  _path: string,
  _bytes: Uint8Array,
  _options: { expectSha: string },
): Promise<Result<{ sha: string; realPath: string }, ReplaceFailure>> => err("missing");
