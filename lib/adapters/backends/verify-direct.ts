import { err, type Result } from "@/lib/result";
import type { ChatAnswer, ChatFailure, DirectQuestion } from "./schema";

/** One tiny completion straight at the backend, past the gateway. */
export const verifyDirect = async (_question: DirectQuestion): Promise<Result<ChatAnswer, ChatFailure>> =>
  err("unreachable");
