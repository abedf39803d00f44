"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { ReloadDialogProps } from "@/components/changes/reload-dialog";
import type { Action } from "@/lib/action-state";
import { ConnectionLost } from "./connection-lost";
import { useKeyboard } from "./keyboard";
import { destinations } from "./navigation";
import { PhoneNav } from "./phone-nav";
import styles from "./shell.module.css";
import { ShellContext } from "./shell-context";
import type { ShellView } from "./shell-view";
import { SideNav } from "./side-nav";
import { TopBar } from "./top-bar";

const CommandPalette = dynamic(() => import("./command-palette").then((part) => part.CommandPalette), { ssr: false });
const KeyboardHelp = dynamic(() => import("./keyboard-help").then((part) => part.KeyboardHelp), { ssr: false });
const ReloadDialog = dynamic(() => import("@/components/changes/reload-dialog").then((part) => part.ReloadDialog), {
  ssr: false,
});

type ShellProps = {
  view: ShellView;
  /** Null when no gateway is set up. */
  reload: Pick<ReloadDialogProps, "loadPlan" | "reload"> | null;
  selectGateway: Action<{ gatewayId: string }>;
  signOut: Action<Record<string, never>>;
  children: ReactNode;
};

type Dialog = "palette" | "keys" | "reload" | null;

/** The frame of every page: navigation, the gateway's state, the draft, and the keys that work everywhere. */
export function Shell({ view, reload, selectGateway, signOut, children }: ShellProps) {
  const router = useRouter();
  const [dialog, setDialog] = useState<Dialog>(null);
  const verbs = {
    openPalette: () => setDialog("palette"),
    openKeys: () => setDialog("keys"),
    openReload: () => setDialog("reload"),
  };
  const close = () => setDialog(null);
  // A verb of the palette may have opened the next dialog already.
  const closePalette = () => setDialog((open) => (open === "palette" ? null : open));
  useKeyboard({
    onPalette: verbs.openPalette,
    onHelp: verbs.openKeys,
    onGo: (letter) => {
      const destination = destinations.find((candidate) => candidate.letter === letter);
      if (destination) router.push(destination.href);
    },
  });
  return (
    <ShellContext.Provider value={verbs}>
      <a href="#main" className={styles.skip}>
        Skip to the content
      </a>
      <div className={styles.shell}>
        <SideNav view={view} signOut={signOut} />
        <div className={styles.column}>
          <section className={styles.top} aria-label="Gateway state">
            <ConnectionLost />
            <TopBar view={view} selectGateway={selectGateway} />
          </section>
          <main id="main" tabIndex={-1} className={styles.main}>
            {children}
          </main>
        </div>
        <PhoneNav view={view} signOut={signOut} />
      </div>
      {dialog === "palette" ? <CommandPalette models={view.models} onClose={closePalette} verbs={verbs} /> : null}
      {dialog === "keys" ? <KeyboardHelp onClose={close} /> : null}
      {dialog === "reload" && reload && view.current ? (
        <ReloadDialog gatewayName={view.current.name} {...reload} onClose={close} />
      ) : null}
    </ShellContext.Provider>
  );
}
