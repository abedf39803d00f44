import type { SettingEntry } from "@/lib/config/schema";

type Settings = readonly Pick<SettingEntry, "section" | "key" | "value">[];

const find = (settings: Settings, key: string): unknown =>
  settings.findLast((entry) => entry.section === "general_settings" && entry.key === key)?.value;

/** Whether the gateway keeps a view of its own, so that reading it sends no prompt. Anything but a plain `true` means no. */
export const keepsView = (settings: Settings): boolean => find(settings, "background_health_checks") === true;
