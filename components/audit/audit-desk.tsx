"use client";

import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import {
  debounce,
  parseAsInteger,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Panel } from "@/components/shell/panel";
import { pathTo } from "@/components/shell/route";
import type { Action } from "@/lib/action-state";
import { auditVerdictQuery } from "@/lib/audit/query";
import { type AuditEntryView, AuditOutcome } from "@/lib/audit/schema";
import { type AuditView, auditQuery, isFiltered } from "@/lib/audit/view";
import { ReadError } from "@/lib/fetch-json";
import styles from "./audit-desk.module.css";
import { AuditFilter } from "./audit-filter";
import { type AuditProof, AuditProofButton } from "./audit-proof";
import { AuditTable } from "./audit-table";

const parsers = {
  actor: parseAsString.withDefault(""),
  action: parseAsString.withDefault(""),
  target: parseAsString.withDefault(""),
  outcome: parseAsStringLiteral(AuditOutcome.options),
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  before: parseAsInteger,
};

type AuditDeskProps = {
  entries: readonly AuditEntryView[];
  /** `before` of the following page. */
  next: number | null;
};

/** The filter and the page stand in the address, and the server reads them from there. */
export function AuditDesk({ entries, next }: AuditDeskProps) {
  const client = useQueryClient();
  const [{ before, from, to, ...texts }, setSearch] = useQueryStates(parsers, { shallow: false, history: "replace" });
  const view: AuditView = { ...texts, from: from?.toISOString() ?? "", to: to?.toISOString() ?? "" };
  const change = ({ from: fromAt, to: toAt, ...fields }: Partial<AuditView>) =>
    setSearch(
      {
        ...fields,
        ...(fromAt === undefined ? {} : { from: fromAt ? new Date(fromAt) : null }),
        ...(toAt === undefined ? {} : { to: toAt ? new Date(toAt) : null }),
        before: null,
      },
      { limitUrlUpdates: debounce(250) },
    );
  const verify: Action<Record<string, never>, AuditProof> = async () => {
    try {
      const { ok, rows, firstBroken } = await client.query(auditVerdictQuery());
      return {
        status: "done",
        data: { rows, brokenAt: ok ? null : (firstBroken?.seq ?? 0), detail: firstBroken?.why ?? null },
      };
    } catch (error) {
      if (error instanceof ReadError) return { status: "refused", reason: "unread", detail: error.message };
      throw error;
    }
  };
  return (
    <Page>
      <PageHeader
        title="Audit"
        summary="who did what to what, when, from where; denied attempts too"
        actions={<AuditProofButton verify={verify} />}
      />
      <Panel title="Entries" note="newest first" actions={<ExportLink view={view} />}>
        <AuditFilter view={view} onView={change} />
        <AuditTable entries={entries} filtered={isFiltered(view) || before !== null} />
        <Pages view={view} entries={entries} next={next} isFirst={before === null} />
      </Panel>
    </Page>
  );
}

function ExportLink({ view }: { view: AuditView }) {
  return (
    <Button component="a" size="compact-sm" href={pathTo(["api", "v1", "audit", "export"], auditQuery(view))} download>
      Export as JSON lines
    </Button>
  );
}

type PagesProps = AuditDeskProps & { view: AuditView; isFirst: boolean };

function Pages({ view, entries, next, isFirst }: PagesProps) {
  const [first, last] = [entries[0]?.seq, entries.at(-1)?.seq];
  const page = (before: number | null) =>
    pathTo(["audit"], { ...auditQuery(view), before: before === null ? null : String(before) });
  if (first === undefined || (isFirst && next === null)) return null;
  return (
    <nav className={styles.pages} aria-label="Pages">
      {isFirst ? null : <Link href={page(null)}>Newest</Link>}
      <span>
        rows {first} to {last}
      </span>
      {next === null ? null : <Link href={page(next)}>Older</Link>}
    </nav>
  );
}
