"use client";

import { ViewportPortal } from "@xyflow/react";
import { memo } from "react";
import { cutWords } from "@/components/routing/cut-words";
import { kindWords } from "@/components/routing/kind-words";
import type { Light } from "@/lib/routing/drawing/light-hops";
import type { DrawnHop } from "@/lib/routing/drawing/schema";
import { isLineLit, type Line } from "./canvas-elements";
import { hopLabel, kindDashes } from "./graph-words";
import styles from "./hop-lines.module.css";

type HopLinesProps = {
  lines: readonly Line[];
  light: Light | null;
  found: ReadonlySet<string> | null;
  /** Names alone can be read. */
  far: boolean;
  onOpen: (hop: DrawnHop) => void;
};

/** From here on lines are too many to be told apart at once: they step back until one looks at a name. */
const crowdFrom = 100;

/**
 * All hops in one picture behind the cards. They are drawn along routes that the layout gives, so that the library's own
 * edges, each with a picture and a subscription of its own, would only cost.
 */
export function HopLines({ lines, light, found, far, onOpen }: HopLinesProps) {
  return (
    <ViewportPortal>
      <svg
        className={styles.lines}
        width="1"
        height="1"
        aria-hidden="true"
        data-dim={light !== null || found !== null}
        data-far={far}
        data-crowd={lines.length > crowdFrom}
      >
        {lines.map((line) => (
          <HopLine key={line.hop.id} line={line} lit={isLineLit(line, light, found)} onOpen={onOpen} />
        ))}
      </svg>
    </ViewportPortal>
  );
}

type HopLineProps = { line: Line; lit: boolean; onOpen: (hop: DrawnHop) => void };

/** Its dashes and its label say the kind, its number the order. A pointer's shortcut: the table has the same as links. */
const HopLine = memo(function HopLine({ line, lit, onOpen }: HopLineProps) {
  const { hop, dead, path, label, tip, from, to } = line;
  const dashes = kindDashes[hop.kind];
  const why = hop.cut ? `, ${cutWords[hop.cut]}` : hop.change ? `, ${hop.change} in the draft` : "";
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the picture is hidden from those who listen; the table is not
    <g
      className={styles.hop}
      data-lit={lit}
      data-dead={dead}
      data-cut={hop.cut !== null}
      data-change={hop.change ?? ""}
      data-loop={hop.loop !== null}
      onClick={() => onOpen(hop)}
    >
      <title>{`${from} → ${to}: ${kindWords[hop.kind].toLowerCase()}, hop ${hop.position}${why}`}</title>
      <path className={styles.hit} d={path} />
      <path className={styles.line} d={path} {...(dashes ? { strokeDasharray: dashes } : {})} />
      <path className={styles.tip} d={`M${tip.x} ${tip.y}l${7 * tip.back} -3.5v7z`} />
      <text className={styles.label} x={label.x} y={label.y}>
        {hopLabel(hop)}
      </text>
    </g>
  );
});
