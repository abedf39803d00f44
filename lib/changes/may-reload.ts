import type { ReloadDescription, ReloadTarget } from "@/lib/adapters/reload/schema";

/**
 * Whether a reload may be ordered. A gateway that is down can be started by systemd; elsewhere only its supervisor can, which
 * is worth waiting for when an earlier file is put back, because the present one may be what keeps it down.
 */
export function mayReload(
  { kind }: ReloadTarget,
  { safe, isDown }: ReloadDescription,
  purpose: ReloadPurpose,
): boolean {
  if (safe || isDown !== true) return safe;
  return kind === "systemd" || kind === "systemd-user" || purpose === "rollback" || purpose === "recovery";
}

export type ReloadPurpose = "reload" | "draft" | "rollback" | "recovery";
