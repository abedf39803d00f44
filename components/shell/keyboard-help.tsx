"use client";

import { Modal } from "@mantine/core";
import styles from "./keyboard-help.module.css";
import { destinations } from "./navigation";
import { Key } from "./text";

const keys: readonly (readonly [keys: readonly string[], meaning: string])[] = [
  [["Ctrl", "K"], "find a page, a model, a chain or a verb (⌘ K on a Mac)"],
  [["?"], "these keys"],
  ...destinations.map(({ letter, word }) => [["g", letter], `go to ${word}`] as const),
  [["↑", "↓"], "in a chain: walk the hops"],
  [["Alt", "↑"], "move a hop up; Alt ↓ down, Alt Home first, Alt End last"],
  [["Delete"], "remove a hop"],
  [["Ctrl", "Z"], "undo the last edit of the chain; so does Escape"],
  [["↑", "→"], "in the graph: walk the names; Enter opens the editor, F keeps a name's neighbourhood"],
  [["+", "−", "0"], "in the graph: closer, farther, all of it"],
];

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keys" closeButtonProps={{ "aria-label": "Close" }}>
      <dl className={styles.list}>
        {keys.map(([combination, meaning]) => (
          <div key={meaning} className={styles.pair}>
            <dt>
              {combination.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
