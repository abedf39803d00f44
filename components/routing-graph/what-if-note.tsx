import { Button } from "@mantine/core";
import { Mono } from "@/components/shell/text";
import { formatCount } from "@/lib/format";
import type { WhatIfView } from "@/lib/routing/fate/schema";
import { countOutcomes } from "@/lib/routing/fate/words";
import styles from "./graph-desk.module.css";

type WhatIfNoteProps = { down: readonly string[]; view: WhatIfView; onClear: () => void };

/** The picture is not of now: says what is taken for dead, and leads back. */
export function WhatIfNote({ down, view, onClear }: WhatIfNoteProps) {
  const { lost, unsure, moved } = countOutcomes(view);
  return (
    <div className={styles.note} role="status">
      <span>
        What if{" "}
        {down.map((selector, at) => (
          <span key={selector}>
            {at > 0 ? ", " : ""}
            <Mono>{selector}</Mono>
          </span>
        ))}{" "}
        {down.length === 1 ? "was" : "were"} dead: {formatCount(lost, "model")} lost,{" "}
        {unsure > 0 ? `${unsure} at random, ` : ""}
        {moved} answered by another.
      </span>
      <Button size="compact-sm" onClick={onClear}>
        Show it as it is
      </Button>
    </div>
  );
}
