import Link from "next/link";
import { EmptyState } from "@/components/shell/empty-state";
import { stay, toRouting } from "@/components/shell/route";
import { Hidden, Mono } from "@/components/shell/text";
import { SeverityMark } from "@/components/status/severity-mark";
import { StatusMark } from "@/components/status/status-mark";
import type { ChainKind } from "@/lib/config/schema";
import { formatCount } from "@/lib/format";
import type { Status } from "@/lib/health/schema";
import type { Severity } from "@/lib/routing/schema";
import styles from "./model-list.module.css";

export type ModelListRow = {
  name: string;
  status: Status;
  /** Length of the configured general list. */
  hops: number;
  /** Targets of the list that serves models without one of their own. */
  byDefault: number;
  /** Independent backends behind the effective chain. */
  backends: number;
  worstFinding: Severity | null;
  /** The draft touches it. */
  edited: boolean;
};

type ModelListProps = {
  models: readonly ModelListRow[];
  current: string | null;
  kind: ChainKind;
  /** Shows another list without asking the server; the link stays one. */
  onChoose?: (name: string) => void;
};

export function ModelList({ models, current, kind, onChoose }: ModelListProps) {
  if (models.length === 0)
    return <EmptyState title="No models">Models appear here once the gateway's file lists one.</EmptyState>;
  return (
    <ul className={styles.list}>
      {models.map((model) => (
        <li key={model.name}>
          <Link
            className={styles.row}
            href={toRouting(model.name, kind)}
            scroll={false}
            {...(onChoose ? { onNavigate: stay(() => onChoose(model.name)) } : {})}
            {...(model.name === current ? { "aria-current": true } : {})}
          >
            <StatusMark status={model.status} iconOnly />
            <Mono>{model.name}</Mono>
            <span className={styles.side}>
              {model.edited ? (
                <span className={styles.edited} title="edited in the draft">
                  <Hidden>edited</Hidden>
                </span>
              ) : null}
              {model.worstFinding && model.worstFinding !== "info" ? (
                <SeverityMark severity={model.worstFinding} iconOnly />
              ) : null}
              <Reach {...model} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Reach({ hops, byDefault, backends }: Pick<ModelListRow, "hops" | "byDefault" | "backends">) {
  if (hops === 0 && byDefault === 0) return "no chain";
  if (backends < 2) return <span className={styles.alone}>1 backend</span>;
  return hops === 0 ? "default" : formatCount(hops, "hop");
}
