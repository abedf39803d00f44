import type { ProcessPlace } from "./schema";

const userUnit = /\/user@\d+\.service\/(?:.*\/)?([^/]+\.service)(?:\/|$)/;
const systemUnit = /\/system\.slice\/(?:.*\/)?([^/]+\.service)(?:\/|$)/;

/** The unit that `/proc/PID/cgroup` names; the manager of a user is a system unit itself and is not meant. */
export const parseUnit = (text: string): ProcessPlace["unit"] => {
  for (const line of text.split("\n")) {
    const path = line.split(":").slice(2).join(":");
    const user = userUnit.exec(path)?.[1];
    if (user) return { kind: "systemd-user", unit: user };
    const system = systemUnit.exec(path)?.[1];
    if (system && !path.includes("/user@")) return { kind: "systemd", unit: system };
  }
  return null;
};
