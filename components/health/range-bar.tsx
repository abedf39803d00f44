"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { useViewer } from "@/components/shell/clock";
import { pathTo } from "@/components/shell/route";
import { Hidden } from "@/components/shell/text";
import { type HealthRange, presetWords, RangePreset, rangeQuery, toLocalField } from "@/lib/health/range";
import styles from "./range-bar.module.css";

type RangeBarProps = { range: HealthRange; from: string; to: string };

const toRange = (range: HealthRange) => pathTo(["health"], rangeQuery(range));

/** The range is in the address: presets are links, two moments are a form. */
export function RangeBar({ range, from, to }: RangeBarProps) {
  const viewer = useViewer();
  return (
    <div className={styles.bar}>
      <nav className={styles.presets} aria-label="Range">
        {RangePreset.options.map((preset) => (
          <Link
            key={preset}
            href={toRange({ kind: "last", preset })}
            scroll={false}
            title={`The last ${presetWords(preset)}`}
            {...(range.kind === "last" && range.preset === preset ? { "aria-current": "true" } : {})}
          >
            <Hidden>Last </Hidden>
            {preset.replace(/(\d)(\D)/, "$1 $2")}
          </Link>
        ))}
      </nav>
      {viewer ? (
        <BetweenForm key={rangeQuery(range).from ?? "last"} from={from} to={to} timeZone={viewer.timeZone} />
      ) : (
        <div className={styles.between} />
      )}
    </div>
  );
}

function BetweenForm({ from, to, timeZone }: { from: string; to: string; timeZone: string }) {
  const router = useRouter();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const [first, last] = ["from", "to"].map((name) => new Date(String(fields.get(name))));
    if (!first || !last || Number.isNaN(first.getTime()) || Number.isNaN(last.getTime())) return;
    const [start, end] = first < last ? [first, last] : [last, first];
    if (start.getTime() === end.getTime()) end.setMinutes(end.getMinutes() + 1);
    router.push(toRange({ kind: "between", from: start.toISOString(), to: end.toISOString() }), { scroll: false });
  };
  const field = (name: string, label: string, at: string) => (
    <label className={styles.field}>
      {label}
      <input type="datetime-local" name={name} required defaultValue={toLocalField(at, timeZone)} />
    </label>
  );
  return (
    <form className={styles.between} onSubmit={submit}>
      {field("from", "From", from)}
      {field("to", "to", to)}
      <Button type="submit">Show</Button>
      <span className={styles.zone}>times in {timeZone}</span>
    </form>
  );
}
