"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { Action } from "@/lib/action-state";
import { Icon } from "./icons";
import { type Destination, destinations, isCurrent } from "./navigation";
import { pathTo } from "./route";
import { SchemeSwitch } from "./scheme-switch";
import styles from "./shell.module.css";
import type { ShellView } from "./shell-view";
import { Hidden, Small } from "./text";
import { useAction } from "./use-action";

type NavLinksProps = { links: readonly Destination[]; draftEdits: number; onFollow?: () => void };

export function NavLinks({ links, draftEdits, onFollow }: NavLinksProps) {
  const pathname = usePathname();
  return (
    <ul className={styles.links}>
      {links.map((link) => (
        <li key={link.key}>
          <Link
            className={styles.link}
            href={link.href}
            {...(isCurrent(link, pathname) ? { "aria-current": "page" } : {})}
            {...(onFollow ? { onClick: onFollow } : {})}
          >
            <Icon name={link.icon} />
            {link.word}
            {link.key === "changes" && draftEdits > 0 ? (
              <span className={styles.count}>
                {draftEdits}
                <Hidden> unapplied {draftEdits === 1 ? "edit" : "edits"}</Hidden>
              </span>
            ) : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}

type SideNavProps = { view: ShellView; signOut: Action<Record<string, never>> };

export function SideNav({ view, signOut }: SideNavProps) {
  return (
    <nav aria-label="Main" className={styles.side}>
      <Link href={pathTo([])} className={styles.brand}>
        <Icon name="brand" size={20} />
        Signalbox
      </Link>
      <NavLinks links={destinations} draftEdits={view.draftEdits} />
      <div className={styles.foot}>
        <PersonCorner view={view} signOut={signOut} />
        <SchemeSwitch />
      </div>
    </nav>
  );
}

export function PersonCorner({ view, signOut }: SideNavProps) {
  const leaving = useAction(signOut);
  return (
    <div className={styles.person} title={`${view.person.name}, ${view.person.role}`}>
      <Small>
        {view.person.name} · {view.person.role}
      </Small>
      <Button variant="subtle" size="compact-xs" loading={leaving.pending} onClick={() => leaving.run({})}>
        Sign out
      </Button>
    </div>
  );
}
