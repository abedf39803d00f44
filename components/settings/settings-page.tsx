import Link from "next/link";
import type { ReactNode } from "react";
import { Page, PageHeader } from "@/components/shell/page-header";
import { pathTo } from "@/components/shell/route";
import { type Role, roleAllows } from "@/lib/people/schema";
import styles from "./settings-page.module.css";

const sections = [
  { key: "gateways", word: "Gateways", path: ["settings"], role: "viewer" },
  { key: "people", word: "People", path: ["settings", "people"], role: "admin" },
  { key: "tokens", word: "API tokens", path: ["settings", "tokens"], role: "operator" },
  { key: "account", word: "Your account", path: ["settings", "account"], role: "viewer" },
  { key: "about", word: "About", path: ["settings", "about"], role: "viewer" },
] as const satisfies readonly { key: string; word: string; path: string[]; role: Role }[];

type SettingsPageProps = {
  current: (typeof sections)[number]["key"];
  role: Role;
  actions?: ReactNode;
  children: ReactNode;
};

/** The frame of every page of the settings; sections that the role may not enter are not offered. */
export function SettingsPage({ current, role, actions, children }: SettingsPageProps) {
  return (
    <Page>
      <PageHeader title="Settings" {...(actions ? { actions } : {})} />
      <nav className={styles.tabs} aria-label="Settings">
        {sections
          .filter((section) => roleAllows(role, section.role))
          .map((section) => (
            <Link
              key={section.key}
              href={pathTo(section.path)}
              {...(section.key === current ? { "aria-current": "page" } : {})}
            >
              {section.word}
            </Link>
          ))}
      </nav>
      {children}
    </Page>
  );
}
