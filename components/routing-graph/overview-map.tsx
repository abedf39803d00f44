"use client";

import { MiniMap, useStore } from "@xyflow/react";
import type { Layout } from "@/lib/routing/drawing/schema";
import styles from "./graph-canvas.module.css";

/** Where one is, once the whole does not fit any more. */
export function OverviewMap({ layout }: { layout: Layout }) {
  const isBeyond = useStore(
    ({ transform, width, height }) => layout.width * transform[2] > width || layout.height * transform[2] > height,
  );
  if (!isBeyond) return null;
  return <MiniMap className={styles.map ?? ""} pannable zoomable ariaLabel="Overview of the graph" />;
}
