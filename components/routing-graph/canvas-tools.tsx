"use client";

import { useReactFlow } from "@xyflow/react";
import { Icon } from "@/components/shell/icons";
import styles from "./graph-canvas.module.css";

/** Zoom by pointer; the keys + − 0 do the same. */
export function CanvasTools({ onFit }: { onFit: () => void }) {
  const { zoomIn, zoomOut } = useReactFlow();
  return (
    <div className={styles.tools} role="toolbar" aria-label="Zoom">
      <button type="button" title="Zoom in (+)" aria-label="Zoom in" onClick={() => void zoomIn()}>
        <Icon name="plus" size={14} />
      </button>
      <button type="button" title="Zoom out (−)" aria-label="Zoom out" onClick={() => void zoomOut()}>
        <Icon name="minus" size={14} />
      </button>
      <button type="button" title="Show all (0)" aria-label="Show all" onClick={onFit}>
        <Icon name="fit" size={14} />
      </button>
    </div>
  );
}
