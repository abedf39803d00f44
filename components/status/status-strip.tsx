"use client";

import { type KeyboardEvent, useState } from "react";
import { Clock } from "@/components/shell/age";
import { HiddenBlock } from "@/components/shell/text";
import { formatCount } from "@/lib/format";
import type { StripSlot } from "@/lib/health/schema";
import styles from "./status-strip.module.css";
import { stripRuns, stripSummary } from "./strip-runs";

type StatusStripProps = {
  /** Names the strip, as in "llama3.1:latest, last 24 hours". */
  label: string;
  slots: readonly StripSlot[];
  endAt: string;
  /** The arrow keys walk the slots and a readout names the one under the cursor. */
  walkable?: boolean;
};

/** History in slots, the worst of each. Heights and hatching say the same as the colours; the table twin says it in words. */
export function StatusStrip({ label, slots, endAt, walkable = false }: StatusStripProps) {
  const [current, setCurrent] = useState<number | null>(null);
  const slot = current === null ? undefined : slots[current];
  return (
    <div className={styles.frame}>
      {walkable && slots.length > 0 ? (
        <WalkableStrip label={label} slots={slots} current={current} onCurrent={setCurrent} />
      ) : (
        <div className={styles.strip} role="img" aria-label={`${label}: ${stripSummary(slots)}`}>
          <Slots slots={slots} current={null} />
        </div>
      )}
      {walkable ? (
        <span className={styles.readout}>
          {slot ? (
            <>
              <Clock at={slot.startAt} /> {slot.worst}, {formatCount(slot.samples, "sample")}
            </>
          ) : null}
        </span>
      ) : null}
      <StripTable label={label} slots={slots} endAt={endAt} />
    </div>
  );
}

type WalkableStripProps = {
  label: string;
  slots: readonly StripSlot[];
  current: number | null;
  onCurrent: (index: number | null) => void;
};

function WalkableStrip({ label, slots, current, onCurrent }: WalkableStripProps) {
  const last = slots.length - 1;
  const walk = (event: KeyboardEvent) => {
    const from = current ?? last;
    const target = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    onCurrent(Math.min(last, Math.max(0, target)));
  };
  const slot = slots[current ?? last];
  return (
    <div
      className={styles.strip}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={current ?? last}
      aria-valuetext={slot ? `${slot.startAt.slice(11, 16)} UTC, ${slot.worst}` : "no history"}
      onKeyDown={walk}
      onBlur={() => onCurrent(null)}
      onPointerLeave={() => onCurrent(null)}
      onPointerMove={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const index = Math.floor(((event.clientX - box.left) / box.width) * slots.length);
        onCurrent(Math.min(last, Math.max(0, index)));
      }}
    >
      <Slots slots={slots} current={current} />
    </div>
  );
}

function Slots({ slots, current }: { slots: readonly StripSlot[]; current: number | null }) {
  return slots.map((slot, index) => (
    <span key={slot.startAt} className={styles.slot} data-status={slot.worst} data-current={index === current} />
  ));
}

function StripTable({ label, slots, endAt }: { label: string; slots: readonly StripSlot[]; endAt: string }) {
  return (
    <HiddenBlock>
      <table>
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Status</th>
            <th scope="col">Samples</th>
          </tr>
        </thead>
        <tbody>
          {stripRuns(slots, endAt).map((run) => (
            <tr key={run.fromAt}>
              <td>
                <Clock at={run.fromAt} />
              </td>
              <td>
                <Clock at={run.toAt} />
              </td>
              <td>{run.status}</td>
              <td>{run.samples}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </HiddenBlock>
  );
}
