import type { ConfigReading } from "./schema";
import {
  holdsModelNames,
  isHeaderMap,
  isPlainHeader,
  isSecretLooking,
  isSecretName,
  isShowable,
  secretQuery,
  userInfo,
} from "./secret-names";

export type Setting = { isSecret: boolean; headers: boolean; modelNames: boolean };

export const open: Setting = { isSecret: false, headers: false, modelNames: false };

/** Whether what stands under a key is secret, given what it stands in. */
export function under(key: string, around: Setting): Setting {
  if (around.modelNames) return { ...open, isSecret: around.isSecret };
  const isSecret = around.isSecret || (around.headers && !isPlainHeader(key)) || isSecretName(key);
  return { isSecret, headers: isHeaderMap(key), modelNames: holdsModelNames(key) };
}

export const isSecretText = (text: string, { isSecret }: Setting): boolean =>
  text !== "" && !isShowable(text) && (isSecret || isSecretLooking(text));

/** The parts of a text that are secret in themselves: the user and password of a URL, a key in its query. */
export function secretParts(text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(userInfo)) {
    const info = match[2] ?? "";
    const password = info.slice(info.indexOf(":") + 1);
    found.push(info, password);
  }
  for (const match of text.matchAll(secretQuery)) found.push(match[2] ?? "");
  return found.filter((part) => part.length >= 4 && !isShowable(part));
}

export function collectSecrets(
  value: unknown,
  setting: Setting,
  into: Set<string>,
  seen: Set<object> = new Set(),
): void {
  if (typeof value === "string" || typeof value === "number") {
    const text = String(value);
    if (isSecretText(text, setting)) into.add(text);
    for (const part of typeof value === "string" ? secretParts(text) : []) into.add(part);
  } else if (typeof value === "object" && value !== null) {
    if (seen.has(value) && !setting.isSecret) return;
    seen.add(value);
    if (Array.isArray(value)) for (const item of value) collectSecrets(item, setting, into, seen);
    else for (const [key, child] of Object.entries(value)) collectSecrets(child, under(key, setting), into, seen);
  }
}

/** Every secret that stands in the files as plain text: for masking where it could turn up again. */
export function secretValues(reading: ConfigReading): string[] {
  const found = new Set<string>();
  for (const { params, info } of reading.deployments) {
    collectSecrets(params, open, found);
    collectSecrets(info, open, found);
  }
  for (const { section, key, value } of reading.settings)
    collectSecrets(value, under(key, under(section, open)), found);
  for (const chain of reading.chains) collectSecrets(chain.targets, open, found);
  return [...found];
}
