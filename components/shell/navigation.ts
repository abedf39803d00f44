import type { Route } from "next";
import type { IconName } from "./icons";
import { pathTo } from "./route";

export type Destination = { key: string; word: string; href: Route; icon: IconName; letter: string };

/** The pages, in order; `g` and the letter goes there. The first four stand in the bar of a phone. */
export const destinations: readonly Destination[] = [
  { key: "overview", word: "Overview", href: pathTo([]), icon: "overview", letter: "o" },
  { key: "models", word: "Models", href: pathTo(["models"]), icon: "models", letter: "m" },
  { key: "routing", word: "Routing", href: pathTo(["routing"]), icon: "routing", letter: "r" },
  { key: "health", word: "Health", href: pathTo(["health"]), icon: "health", letter: "h" },
  { key: "changes", word: "Changes", href: pathTo(["changes"]), icon: "changes", letter: "c" },
  { key: "audit", word: "Audit", href: pathTo(["audit"]), icon: "audit", letter: "a" },
  { key: "settings", word: "Settings", href: pathTo(["settings"]), icon: "settings", letter: "s" },
];

export const isCurrent = (destination: Destination, pathname: string): boolean =>
  destination.key === "overview"
    ? pathname === "/"
    : pathname === destination.href || pathname.startsWith(`${destination.href}/`);
