import { kindMeaning, kindWords } from "@/components/routing/kind-words";
import { ChainKind } from "@/lib/config/schema";
import type { Drawing } from "@/lib/routing/drawing/schema";
import styles from "./graph-desk.module.css";
import { kindDashes } from "./graph-words";

type GraphLegendProps = {
  drawing: Drawing;
  hidden: readonly ChainKind[];
  onHidden: (hidden: ChainKind[]) => void;
};

/** What lines and marks mean; a kind of line can be left out. Only what is in the picture is explained. */
export function GraphLegend({ drawing, hidden, onHidden }: GraphLegendProps) {
  const { names, hops } = drawing;
  const count = (kind: ChainKind) => hops.filter((hop) => hop.kind === kind).length;
  const toggle = (kind: ChainKind) =>
    onHidden(hidden.includes(kind) ? hidden.filter((each) => each !== kind) : [...hidden, kind]);
  return (
    <ul className={styles.legend} aria-label="Legend">
      {ChainKind.options
        .filter((kind) => count(kind) > 0)
        .map((kind) => (
          <li key={kind}>
            <button
              type="button"
              className={styles.toggle}
              aria-pressed={!hidden.includes(kind)}
              title={kindMeaning[kind]}
              onClick={() => toggle(kind)}
            >
              <Line dashes={kindDashes[kind]} />
              {kindWords[kind]} {count(kind)}
            </button>
          </li>
        ))}
      <li>1, 2, … order in the list</li>
      {hops.some(({ loop }) => loop !== null) ? <li>↻ leads back to where it began</li> : null}
      {hops.some(({ cut }) => cut !== null) ? (
        <li>
          <s>1</s> never tried
        </li>
      ) : null}
      {hops.some(({ change }) => change === "added") ? <li>+ added in the draft</li> : null}
      {hops.some(({ change }) => change === "removed") ? <li>− removed in the draft</li> : null}
      {names.some(({ deadEnd }) => deadEnd) ? <li>▐ nobody is asked after it</li> : null}
    </ul>
  );
}

function Line({ dashes }: { dashes: string | undefined }) {
  return (
    <svg width="30" height="8" viewBox="0 0 30 8" aria-hidden="true">
      <path d="M0 4H30" stroke="currentColor" strokeWidth="1.6" {...(dashes ? { strokeDasharray: dashes } : {})} />
    </svg>
  );
}
