"use client";

import { Drawer } from "@mantine/core";
import type { Action } from "@/lib/action-state";
import type { Destination } from "./navigation";
import { SchemeSwitch } from "./scheme-switch";
import styles from "./shell.module.css";
import type { ShellView } from "./shell-view";
import { NavLinks, PersonCorner } from "./side-nav";

type MoreDrawerProps = {
  view: ShellView;
  links: readonly Destination[];
  signOut: Action<Record<string, never>>;
  onClose: () => void;
};

/** The pages that do not fit the bar of a phone. */
export function MoreDrawer({ view, links, signOut, onClose }: MoreDrawerProps) {
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size="auto"
      title="More"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <div className={styles.drawer}>
        <NavLinks links={links} draftEdits={view.draftEdits} onFollow={onClose} />
        <SchemeSwitch />
        <PersonCorner view={view} signOut={signOut} />
      </div>
    </Drawer>
  );
}
