import { Button, NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { kindWords } from "@/components/routing/kind-words";
import { Icon } from "@/components/shell/icons";
import { formatCount } from "@/lib/format";
import type { DrawnName } from "@/lib/routing/drawing/schema";
import { FailureKind } from "@/lib/routing/schema";
import styles from "./graph-desk.module.css";
import { titleOf } from "./graph-words";
import type { GraphView } from "./use-graph-view";

type GraphBarProps = {
  view: GraphView;
  as: "graph" | "table";
  kind: FailureKind;
  /** How many names the search finds, or null without a search. */
  found: number | null;
  only: DrawnName | null;
  onView: (change: Partial<GraphView>) => void;
  onKind: (kind: FailureKind) => void;
  /** Goes to the first name found. */
  onSeek: () => void;
};

export function GraphBar({ view, as, kind, found, only, onView, onKind, onSeek }: GraphBarProps) {
  return (
    <div className={styles.bar}>
      <TextInput
        className={styles.search ?? ""}
        aria-label="Find in the graph"
        placeholder="Model, provider, backend"
        leftSection={<Icon name="search" size={14} />}
        value={view.query}
        onChange={(event) => onView({ query: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === "Enter") onSeek();
        }}
      />
      {as === "graph" ? (
        <NativeSelect
          className={styles.kind ?? ""}
          aria-label="Failure whose plan is lit"
          value={kind}
          data={FailureKind.options.map((value) => ({ value, label: `Plan for: ${kindWords[value].toLowerCase()}` }))}
          onChange={(event) => onKind(FailureKind.catch("general").parse(event.currentTarget.value))}
        />
      ) : null}
      {only ? (
        <Button
          size="compact-sm"
          rightSection={<Icon name="close" size={12} />}
          aria-label={`Show all again, not only what is near ${titleOf(only)}`}
          onClick={() => onView({ only: null })}
        >
          near {titleOf(only)}
        </Button>
      ) : null}
      <span className={styles.count} role="status">
        {found === null ? "" : `${formatCount(found, "name")} found`}
      </span>
      <SegmentedControl
        className={styles.as ?? ""}
        aria-label="Shown as"
        value={as}
        data={[
          { value: "graph", label: "Graph" },
          { value: "table", label: "Table" },
        ]}
        onChange={(value) => onView({ as: value === "table" ? "table" : "graph" })}
      />
    </div>
  );
}
