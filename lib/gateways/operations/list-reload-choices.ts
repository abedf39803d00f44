import { describeReload } from "@/lib/adapters/reload/client";
import { listHostCommands } from "@/lib/adapters/reload/host-commands";
import type { ReloadOptions } from "@/lib/adapters/reload/schema";
import { parseReloadMethod } from "@/lib/gateways/schema";

/** A way to reload, with what it does and costs here. */
export type ReloadChoice = { value: string; label: string };

const byHand: ReloadChoice = { value: "none", label: "none: the console only watches, and applies nothing" };

/** Of the ways that are thinkable here, those that were tried and may be sent; nothing is sent by trying. */
export async function listReloadChoices(thinkable: readonly string[], options: ReloadOptions): Promise<ReloadChoice[]> {
  const commands = (await listHostCommands(options)).map((name) => `command:${name}`);
  const described = await Promise.all(
    [...new Set([...thinkable, ...commands])].map((value) => describeChoice(value, options)),
  );
  return [...described.filter((choice) => choice !== null), byHand];
}

async function describeChoice(value: string, options: ReloadOptions): Promise<ReloadChoice | null> {
  const method = parseReloadMethod(value);
  if (!method || method.kind === "none") return null;
  const { safe, what, interruption } = await describeReload(method, options);
  return safe ? { value, label: `${value}: ${what} ${interruption}` } : null;
}
