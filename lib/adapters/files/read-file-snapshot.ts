import { err, type Result } from "@/lib/result";
import type { FileSnapshot, ReadFailure } from "./schema";

export const readFileSnapshot = async (
  _path: string,
  _options: { limitBytes?: number } = {},
): Promise<Result<FileSnapshot, ReadFailure>> => err("missing");
