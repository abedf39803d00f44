import { readdir } from "node:fs/promises";

/** Names of what lies in a folder, or null when it cannot be looked into. */
export const listNames = async (folder: string): Promise<string[] | null> => readdir(folder).catch(() => null);
