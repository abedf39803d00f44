import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { z } from "zod";
import { parseReloadMethod } from "@/lib/gateways/schema";

const absolute = (path: string) =>
  path.startsWith("~/") ? join(homedir(), path.slice(2)) : isAbsolute(path) ? path : resolve(path);

const optionalPath = z
  .string()
  .optional()
  .transform((value) => (value ? absolute(value) : undefined));

const Settings = z
  .object({
    SIGNALBOX_PORT: z.coerce.number().int().min(1).max(65_535).default(3100),
    SIGNALBOX_HOST: z.string().min(1).default("127.0.0.1"),
    SIGNALBOX_DATA: z.string().min(1).default("data").transform(absolute),
    SIGNALBOX_URL: z.url({ protocol: /^https?$/ }).optional(),
    SIGNALBOX_TRUSTED_PROXIES: z
      .string()
      .default("127.0.0.1,::1")
      .transform((list) => list.split(",").map((address) => address.trim()))
      .pipe(z.array(z.union([z.ipv4(), z.ipv6()], "must be IP addresses, separated by commas"))),
    SIGNALBOX_LAB: z.enum(["auto", "on", "off"]).default("auto"),
    SIGNALBOX_GATEWAY_URL: z.url({ protocol: /^https?$/ }).optional(),
    SIGNALBOX_GATEWAY_CONFIG: optionalPath,
    SIGNALBOX_GATEWAY_KEY_FILE: optionalPath,
    SIGNALBOX_GATEWAY_RELOAD: z
      .string()
      .optional()
      .refine((value) => !value || parseReloadMethod(value) !== null, {
        message: "must be systemd-user:UNIT, systemd:UNIT, signal:PIDFILE, command:NAME or none",
      }),
    SIGNALBOX_GATEWAY_LOG: optionalPath,
    SIGNALBOX_GATEWAY_ID: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "must be lower-case letters, digits and dashes")
      .default("main"),
    SIGNALBOX_GATEWAY_NAME: z.string().min(1).max(80).optional(),
    SIGNALBOX_PROBE_INTERVAL_SECONDS: z.coerce.number().min(1).max(3600).default(15),
    SIGNALBOX_LITELLM_PYTHON: optionalPath,
    /** The lab's interpreter, where the lab is installed; set by the start script and the command line. */
    SIGNALBOX_LAB_PYTHON: optionalPath,
    SIGNALBOX_LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    /** Where the built command line and workers are; set by the start script for the standalone server. */
    SIGNALBOX_ROOT: z.string().optional(),
  })
  .superRefine((settings, context) => {
    if (settings.SIGNALBOX_GATEWAY_URL && !settings.SIGNALBOX_GATEWAY_CONFIG)
      context.addIssue({
        code: "custom",
        path: ["SIGNALBOX_GATEWAY_CONFIG"],
        message: "is needed when SIGNALBOX_GATEWAY_URL is set: the path of the gateway's YAML file",
      });
    if (settings.SIGNALBOX_GATEWAY_CONFIG && !settings.SIGNALBOX_GATEWAY_URL)
      context.addIssue({
        code: "custom",
        path: ["SIGNALBOX_GATEWAY_URL"],
        message: "is needed when SIGNALBOX_GATEWAY_CONFIG is set: the address the gateway answers on",
      });
  });

/** One gateway without the wizard; it is registered, or brought up to date, when the server starts. */
export type GatewayFromEnv = {
  id: string;
  name: string;
  url: string;
  configPath: string;
  keyFile: string | null;
  reload: string;
  logPath: string | null;
};

export type Env = {
  port: number;
  host: string;
  dataFolder: string;
  databaseUrl: string;
  /** The address people type: SIGNALBOX_URL behind a proxy, otherwise host and port. */
  publicUrl: string;
  /** Peers whose `X-Forwarded-For` is believed; none unless SIGNALBOX_URL says that there is a proxy. */
  trustedProxies: readonly string[];
  lab: "auto" | "on" | "off";
  gateway: GatewayFromEnv | null;
  probeIntervalMs: number;
  /** Python with LiteLLM, for rehearsals. */
  litellmPython: string | null;
  labPython: string | null;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
  root: string;
};

/** Parses settings; throws one error that names every bad variable. Empty strings count as absent. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Settings.safeParse(given);
  if (!parsed.success)
    throw new Error(
      `Settings are not valid:\n${parsed.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`).join("\n")}`,
    );
  const settings = parsed.data;
  const host = settings.SIGNALBOX_HOST;
  const shownHost = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return {
    port: settings.SIGNALBOX_PORT,
    host,
    dataFolder: settings.SIGNALBOX_DATA,
    databaseUrl: `file:${join(settings.SIGNALBOX_DATA, "signalbox.db")}`,
    publicUrl: (settings.SIGNALBOX_URL ?? `http://${shownHost}:${settings.SIGNALBOX_PORT}`).replace(/\/+$/, ""),
    trustedProxies: settings.SIGNALBOX_URL ? settings.SIGNALBOX_TRUSTED_PROXIES : [],
    lab: settings.SIGNALBOX_LAB,
    gateway:
      settings.SIGNALBOX_GATEWAY_URL && settings.SIGNALBOX_GATEWAY_CONFIG
        ? {
            id: settings.SIGNALBOX_GATEWAY_ID,
            name: settings.SIGNALBOX_GATEWAY_NAME ?? settings.SIGNALBOX_GATEWAY_ID,
            url: settings.SIGNALBOX_GATEWAY_URL.replace(/\/+$/, ""),
            configPath: settings.SIGNALBOX_GATEWAY_CONFIG,
            keyFile: settings.SIGNALBOX_GATEWAY_KEY_FILE ?? null,
            reload: settings.SIGNALBOX_GATEWAY_RELOAD ?? "none",
            logPath: settings.SIGNALBOX_GATEWAY_LOG ?? null,
          }
        : null,
    probeIntervalMs: settings.SIGNALBOX_PROBE_INTERVAL_SECONDS * 1000,
    litellmPython: settings.SIGNALBOX_LITELLM_PYTHON ?? null,
    labPython: settings.SIGNALBOX_LAB_PYTHON ?? null,
    logLevel: settings.SIGNALBOX_LOG_LEVEL,
    root: settings.SIGNALBOX_ROOT ?? process.cwd(),
  };
}

export const isDevelopment = process.env.NODE_ENV === "development";

let current: Env | undefined;

export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}

/** Names and values of the process itself, for provider keys that a gateway's file names by `os.environ/NAME`. */
export const environment = (): Record<string, string | undefined> => process.env;
