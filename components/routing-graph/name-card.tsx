"use client";

import type { NodeProps } from "@xyflow/react";
import Link from "next/link";
import { memo, use, useEffect, useRef } from "react";
import { stay, toRouting } from "@/components/shell/route";
import { StatusMark } from "@/components/status/status-mark";
import type { ChainKind } from "@/lib/config/schema";
import type { DrawnName } from "@/lib/routing/drawing/schema";
import { CanvasContext } from "./canvas-context";
import type { NameNode } from "./canvas-elements";
import styles from "./graph-canvas.module.css";
import { fateMarks, nameMarks, titleOf } from "./graph-words";

/** Which list the editor opens for a name: that of every model belongs to none. */
const listOf = ({ role, name }: DrawnName): { model: string | null; kind: ChainKind } =>
  role === "any" ? { model: null, kind: "default" } : { model: name, kind: "general" };

/** One name with how it is; a link to its editor. */
export const NameCard = memo(function NameCard({ id, data }: NodeProps<NameNode>) {
  const { cards, tab, current, onOpen, onFocus } = use(CanvasContext);
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (link.current) cards.set(id, link.current);
    return () => void cards.delete(id);
  }, [cards, id]);
  const { name, status, fate, positions } = data;
  const list = listOf(name);
  const died = fateMarks(fate);
  const own = fate?.outcome === "lost" ? [] : nameMarks(name);
  const words = [...(status === null || died.length > 0 ? [] : [status]), ...died, ...own].join(" · ");
  return (
    <Link
      ref={link}
      href={toRouting(list.model ?? undefined, list.kind)}
      prefetch={false}
      draggable={false}
      scroll={false}
      className={styles.card}
      data-role={name.role}
      data-end={name.deadEnd}
      data-dead={fate?.dead ?? "none"}
      data-outcome={fate?.outcome ?? "same"}
      data-loop={name.loop !== null}
      tabIndex={id === tab ? 0 : -1}
      title={`${titleOf(name)}: ${words}`}
      {...(name.name === current ? { "aria-current": true as const } : {})}
      onFocus={() => onFocus(id)}
      onNavigate={stay(() => onOpen(list.model, list.kind))}
    >
      {positions && positions.length > 0 ? <span className={styles.number}>{positions.join(", ")}</span> : null}
      {status === null || fate?.dead === "all" ? null : <StatusMark status={status} iconOnly />}
      <span className={styles.words}>
        <span className={styles.name}>{titleOf(name)}</span>
        <span className={styles.marks}>{words}</span>
      </span>
    </Link>
  );
});
