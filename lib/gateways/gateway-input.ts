import { z } from "zod";
import { parseReloadMethod } from "./schema";

/** What an operator types to register a gateway; field errors say what to write instead. */
export const GatewayInput = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "Lower-case letters, digits and dashes, at most 32."),
  name: z.string().trim().min(1, "Give it a name.").max(80),
  url: z
    .url({ protocol: /^https?$/, error: "An http:// or https:// address." })
    .transform((url) => url.replace(/\/+$/, "")),
  configPath: z.string().refine(isAbsolutePath, "The full path of the gateway's YAML file, from the root."),
  keyFile: z.string().refine(isAbsolutePath, "The full path of a file that holds the master key.").nullable(),
  reload: z.string().refine((text) => parseReloadMethod(text) !== null, {
    error: "systemd-user:UNIT, systemd:UNIT, signal:PIDFILE, command:NAME or none.",
  }),
  logPath: z.string().refine(isAbsolutePath, "The full path of the gateway's log file.").nullable(),
  targetPercent: z.number().min(0).max(100).optional(),
});
export type GatewayInput = z.infer<typeof GatewayInput>;

function isAbsolutePath(path: string): boolean {
  return path.startsWith("/") && !path.includes("\0");
}
