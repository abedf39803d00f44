import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "@/lib/server/db";
import { ensurePrivateFile } from "@/lib/server/private-file";
import { hasAdministrator } from "../store";

const letters = "abcdefghjkmnpqrstuvwxyz23456789";
const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join("");

const pathIn = (dataFolder: string) => join(dataFolder, "setup-code");

/** The code that proves whoever sets the console up can read its files: 99 bits in four groups, the same until it is used. */
export async function ensureSetupCode(db: Database, dataFolder: string): Promise<string | null> {
  if (await hasAdministrator(db)) {
    await removeSetupCode(dataFolder);
    return null;
  }
  return ensurePrivateFile(pathIn(dataFolder), () => [group(), group(), group(), group()].join("-"));
}

export async function readSetupCode(dataFolder: string): Promise<string | null> {
  const text = await readFile(pathIn(dataFolder), "utf8").catch(() => "");
  return text.trim() === "" ? null : text.trim();
}

export const removeSetupCode = (dataFolder: string): Promise<void> => rm(pathIn(dataFolder), { force: true });

const digest = (code: string) =>
  createHash("sha256")
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ""))
    .digest();

/** Takes the same time for every wrong code; spaces, dashes and capitals do not matter. */
export const isSameCode = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));
