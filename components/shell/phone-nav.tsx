"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import type { Action } from "@/lib/action-state";
import { Icon } from "./icons";
import { destinations, isCurrent } from "./navigation";
import styles from "./shell.module.css";
import type { ShellView } from "./shell-view";
import { Hidden } from "./text";

const MoreDrawer = dynamic(() => import("./more-drawer").then((part) => part.MoreDrawer), { ssr: false });

const inBar = 4;

type PhoneNavProps = { view: ShellView; signOut: Action<Record<string, never>> };

/** Within reach of a thumb: four pages in a bar, the others in a drawer that rises from below. */
export function PhoneNav({ view, signOut }: PhoneNavProps) {
  const pathname = usePathname();
  const [open, setOpen] = useState(false);
  const others = destinations.slice(inBar);
  const isElsewhere = others.some((link) => isCurrent(link, pathname));
  return (
    <nav aria-label="Pages" className={styles.tabs}>
      {destinations.slice(0, inBar).map((link) => (
        <Link
          key={link.key}
          href={link.href}
          className={styles.tab}
          {...(isCurrent(link, pathname) ? { "aria-current": "page" } : {})}
        >
          <Icon name={link.icon} size={20} />
          {link.word}
        </Link>
      ))}
      <button
        type="button"
        className={styles.tab}
        aria-haspopup="dialog"
        aria-expanded={open}
        {...(isElsewhere ? { "aria-current": "page" } : {})}
        onClick={() => setOpen(true)}
      >
        <Icon name="more" size={20} />
        More
        {view.draftEdits > 0 ? (
          <span className={styles.dot}>
            <Hidden>unapplied edits</Hidden>
          </span>
        ) : null}
      </button>
      {open ? <MoreDrawer view={view} links={others} signOut={signOut} onClose={() => setOpen(false)} /> : null}
    </nav>
  );
}
