import { environmentName } from "./key-reference";
import { addressOf } from "./provider";
import type { DeploymentEntry } from "./schema";

type Identifiable = Pick<DeploymentEntry, "writtenId" | "group" | "model" | "apiBase">;

const part = (text: string): string => text.replace(/[\\|]/g, (mark) => `\\${mark}`);

/** `model_info.id`, or group, model and backend address: what survives edits elsewhere and a reorder. */
export function deploymentIdentity(entry: Identifiable): string {
  if (entry.writtenId !== null) return entry.writtenId;
  const address = environmentName(entry.apiBase) === null ? addressOf(entry.apiBase) : null;
  const backend = address ? `${address.host}:${address.port}` : (entry.apiBase ?? "");
  return [entry.group, entry.model, backend].map(part).join("|");
}

/** Tells exact twins apart by a counter, in file order: `…`, `…#2`, `…#3`. */
export function identitiesOf(entries: Identifiable[]): string[] {
  const taken = new Set<string>();
  return entries.map((entry) => {
    const base = deploymentIdentity(entry);
    let identity = base;
    for (let twin = 2; taken.has(identity); twin += 1) identity = `${base}#${twin}`;
    taken.add(identity);
    return identity;
  });
}
