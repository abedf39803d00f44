import { z } from "zod";

const unitName = /^[A-Za-z0-9:_.@\\-]{1,200}\.service$/;

/** How a gateway takes a new file: written `systemd-user:UNIT`, `systemd:UNIT`, `signal:PIDFILE`, `command:NAME` or `none`. */
export const ReloadMethod = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("systemd-user"), unit: z.string().regex(unitName) }),
  z.object({ kind: z.literal("systemd"), unit: z.string().regex(unitName) }),
  z.object({ kind: z.literal("signal"), pidFile: z.string().min(1) }),
  z.object({ kind: z.literal("command"), name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
  z.object({ kind: z.literal("none") }),
]);
export type ReloadMethod = z.infer<typeof ReloadMethod>;

/** Reads `systemd-user:litellm` (`.service` is added), `signal:/run/litellm.pid`, `command:restart-gateway`, `none`. */
export const parseReloadMethod = (text: string): ReloadMethod | null => {
  const colon = text.indexOf(":");
  const kind = colon < 0 ? text : text.slice(0, colon);
  const rest = colon < 0 ? "" : text.slice(colon + 1);
  const unit = rest.endsWith(".service") ? rest : `${rest}.service`;
  const candidate =
    kind === "systemd-user" || kind === "systemd"
      ? { kind, unit }
      : kind === "signal"
        ? { kind, pidFile: rest }
        : kind === "command"
          ? { kind, name: rest }
          : { kind };
  const parsed = ReloadMethod.safeParse(candidate);
  return parsed.success ? parsed.data : null;
};

export const renderReloadMethod = (method: ReloadMethod): string => {
  switch (method.kind) {
    case "systemd-user":
    case "systemd":
      return `${method.kind}:${method.unit}`;
    case "signal":
      return `signal:${method.pidFile}`;
    case "command":
      return `command:${method.name}`;
    case "none":
      return "none";
  }
};

/** A gateway as operations use it; the key itself is read from `keyFile` when it is needed and kept nowhere. */
export type GatewayRecord = {
  id: string;
  name: string;
  url: string;
  configPath: string;
  keyFile: string | null;
  reload: ReloadMethod;
  /** The gateway's own log, quoted when it does not come back. */
  logPath: string | null;
  targetPercent: number;
  currentSha: string | null;
  readAt: string | null;
  fileProblem: string | null;
  version: string | null;
};

export const GatewayState = z.enum(["answering", "starting", "not-answering", "wrong-key", "not-litellm", "unknown"]);
export type GatewayState = z.infer<typeof GatewayState>;

/** What the browser and the API see of a gateway. */
export const GatewayView = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  configPath: z.string(),
  reload: z.string(),
  version: z.string().nullable(),
  state: GatewayState,
  stateDetail: z.string(),
  stateAt: z.iso.datetime().nullable(),
  currentSha: z.string().nullable(),
  readAt: z.iso.datetime().nullable(),
  fileProblem: z.string().nullable(),
});
export type GatewayView = z.infer<typeof GatewayView>;
