"use client";

import { useViewport, ViewportPortal } from "@xyflow/react";
import type { Lane, Layout } from "@/lib/routing/drawing/schema";
import { columnGap } from "@/lib/routing/drawing/sizes";
import styles from "./graph-canvas.module.css";
import { laneTitle } from "./graph-words";

const margin = 18;
/** A head may be as wide as its lane and the gap beside it. */
const headMargin = columnGap / 2;
/** Narrower heads hold the backend only, by which lanes of one provider differ. */
const narrow = 150;

/** The ground of each lane, behind everything. */
export function LaneBands({ lanes, height }: Pick<Layout, "lanes" | "height">) {
  return (
    <ViewportPortal>
      {lanes.map(({ key, x, width }) => (
        <div
          key={key}
          className={styles.band}
          style={{ left: x - margin, top: -margin - 6, width: width + 2 * margin, height: height + 2 * margin + 6 }}
        />
      ))}
    </ViewportPortal>
  );
}

type LaneHeadsProps = { lanes: readonly Lane[]; spans: Layout["lanes"] };

/** Names of the lanes, which stay at the top while one moves about. */
export function LaneHeads({ lanes, spans }: LaneHeadsProps) {
  const { x, zoom } = useViewport();
  return (
    <ul className={styles.heads} aria-label="Backends, from left to right">
      {spans.map((span) => {
        const lane = lanes.find(({ key }) => key === span.key);
        if (!lane) return null;
        const { title, backend } = laneTitle(lane);
        const width = (span.width + 2 * headMargin) * zoom;
        return (
          <li
            key={span.key}
            className={styles.head}
            title={`${title} ${backend}`.trim()}
            style={{ left: (span.x - headMargin) * zoom + x, width }}
          >
            {width < narrow && backend ? null : <b>{title}</b>} {backend ? <code>{backend}</code> : null}
          </li>
        );
      })}
    </ul>
  );
}
