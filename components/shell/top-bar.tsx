"use client";

import { Button } from "@mantine/core";
import dynamic from "next/dynamic";
import Link from "next/link";
import type { Action } from "@/lib/action-state";
import type { GatewayView } from "@/lib/gateways/schema";
import { roleAllows } from "@/lib/people/schema";
import { Age } from "./age";
import { ChangeBar } from "./change-bar";
import { GatewayMark } from "./gateway-mark";
import { Icon } from "./icons";
import { pathTo } from "./route";
import { useShell } from "./shell-context";
import type { ShellView } from "./shell-view";
import { Hidden, Key } from "./text";
import styles from "./top-bar.module.css";

const GatewayMenu = dynamic(() => import("./gateway-menu").then((part) => part.GatewayMenu), { ssr: false });

type TopBarProps = { view: ShellView; selectGateway: Action<{ gatewayId: string }> };

export function TopBar({ view, selectGateway }: TopBarProps) {
  const { openPalette, openReload } = useShell();
  const { current, draftEdits } = view;
  return (
    <>
      <div className={styles.bar}>
        <GatewayName view={view} selectGateway={selectGateway} />
        {current ? <GatewayMark gateway={current} /> : null}
        {current ? <GatewayDetail gateway={current} /> : null}
        <div className={styles.right}>
          {draftEdits > 0 ? (
            <Link href={pathTo(["changes"])} className={styles.draft}>
              {draftEdits}
              <span className={styles.words}> unapplied {draftEdits === 1 ? "edit" : "edits"}</span>
              <Hidden>: review and apply</Hidden>
            </Link>
          ) : null}
          <button
            type="button"
            className={styles.search}
            onClick={openPalette}
            aria-label="Find a page, a model or a verb"
          >
            <Icon name="search" size={14} />
            <span>Find</span>
            <Key>Ctrl K</Key>
          </button>
          {current && roleAllows(view.person.role, "operator") ? (
            <Button
              size="xs"
              leftSection={<Icon name="reload" size={14} />}
              onClick={openReload}
              aria-label="Reload gateway…"
            >
              Reload<span className={styles.words}>&nbsp;gateway…</span>
            </Button>
          ) : null}
        </div>
      </div>
      {view.change ? <ChangeBar change={view.change} /> : null}
    </>
  );
}

function GatewayDetail({ gateway }: { gateway: GatewayView }) {
  return (
    <span className={styles.detail}>
      {gateway.version ? `LiteLLM ${gateway.version}` : "version not known"}
      {gateway.stateAt ? (
        <>
          {" · asked "}
          <Age at={gateway.stateAt} />
        </>
      ) : null}
    </span>
  );
}

function GatewayName({ view, selectGateway }: TopBarProps) {
  const { current, gateways } = view;
  if (!current) return <span className={styles.name}>No gateway yet</span>;
  if (gateways.length < 2) return <strong className={styles.name}>{current.name}</strong>;
  return <GatewayMenu gateways={gateways} current={current} selectGateway={selectGateway} />;
}
