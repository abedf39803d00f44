import { createHash } from "node:crypto";
import { type Finding, findingKey } from "@/lib/routing/schema";

/** What a finding is known by in addresses and in the database: hex, equal as long as `findingKey` is. */
export const findingId = (finding: Finding): string =>
  createHash("sha256").update(findingKey(finding)).digest("hex").slice(0, 32);
