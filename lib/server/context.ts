import type { Actor } from "@/lib/people/schema";
import type { Database } from "./db";

/** What every operation is given besides its input. */
export type OperationContext = { db: Database; actor: Actor; now: Date };
