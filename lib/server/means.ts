import { join } from "node:path";
import type { ReloadOptions } from "@/lib/adapters/reload/schema";
import { env } from "./env";

/** Commands that the host defines for `command:NAME`; the browser can name one, never write one. */
export const reloadOptions = (): ReloadOptions => ({ commandsFile: join(env().dataFolder, "commands.json") });

/** Where rehearsals find a Python with LiteLLM, and their programs. */
export const rehearsalSettings = () => {
  const { litellmPython, labPython, root } = env();
  return { litellmPython, labPython, root };
};
