import { kindWords } from "@/components/routing/kind-words";
import { Mono } from "@/components/shell/text";
import type { Light } from "@/lib/routing/drawing/light-hops";
import type { Drawing, DrawnName } from "@/lib/routing/drawing/schema";
import type { FailureKind } from "@/lib/routing/schema";
import styles from "./graph-canvas.module.css";
import { nameMarks, titleOf } from "./graph-words";

/** As many as fit on a line. */
const shownHops = 8;

type PlanReadoutProps = { name: DrawnName | null; light: Light | null; drawing: Drawing; kind: FailureKind };

/** In words what is lit: whom a request for this name is handed on to. */
export function PlanReadout({ name, light, drawing, kind }: PlanReadoutProps) {
  return (
    <p className={styles.readout} role="status">
      {name && light ? (
        <>
          <Mono>{titleOf(name)}</Mono> {wordsOf(name, light, drawing, kind)}
        </>
      ) : (
        "Point at a name, or reach it with Tab and the arrows, to see whom its requests are handed on to."
      )}
    </p>
  );
}

function wordsOf(name: DrawnName, { positions }: Light, { names }: Drawing, kind: FailureKind): string {
  if (name.role === "any" || name.role === "nobody") return nameMarks(name).join(", ");
  const ordered = names
    .flatMap((each) => (positions.get(each.id) ?? []).map((position) => ({ position, name: titleOf(each) })))
    .sort((a, b) => a.position - b.position);
  const [, ...rest] = ordered;
  const words = `${kindWords[kind].toLowerCase()}: `;
  if (ordered.length === 0) return `${words}nobody answers`;
  if (rest.length === 0) return `${words}no other model is asked`;
  const more = ordered.length - shownHops;
  const shown = ordered.slice(0, shownHops).map(({ position, name: hop }) => `${position} ${hop}`);
  return `${words}${shown.join("  →  ")}${more > 0 ? ` and ${more} more` : ""}`;
}
