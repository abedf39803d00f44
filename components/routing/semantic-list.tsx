import { EmptyState } from "@/components/shell/empty-state";
import { Mono } from "@/components/shell/text";
import styles from "./semantic-list.module.css";

type SemanticListProps = {
  /** Sentences with names in back-ticks: "`llama3.1:latest`: added `gpt-oss:20b-cloud` as hop 3". */
  sentences: readonly string[];
};

/** What a draft means, edit by edit. */
export function SemanticList({ sentences }: SemanticListProps) {
  if (sentences.length === 0)
    return (
      <EmptyState title="No edits">
        Move, add or remove something and it is listed here before it is applied.
      </EmptyState>
    );
  return (
    <ul className={styles.list}>
      {sentences.map((sentence, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two edits may read the same
        <li key={index}>
          <Sentence text={sentence} />
        </li>
      ))}
    </ul>
  );
}

/** Prose in which what stands in back-ticks is typed. */
export function Sentence({ text }: { text: string }) {
  return (
    <span>
      {text.split("`").map((part, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence
        index % 2 === 1 ? <Mono key={index}>{part}</Mono> : part,
      )}
    </span>
  );
}
