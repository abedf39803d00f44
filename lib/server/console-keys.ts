import type { KeyFinder } from "@/lib/health/probe-targets";
import { env, environment } from "./env";
import { openProviderKeys } from "./provider-keys";

let find: KeyFinder | undefined;

/** The provider keys that this console was given, for requests; the prober has a reader of its own. */
export function consoleKeys(): KeyFinder {
  find ??= openProviderKeys(env().dataFolder, environment()).find;
  return find;
}
