import { Mono } from "@/components/shell/text";
import styles from "./models-desk.module.css";

/** Says that what is shown is not the file on disk. */
export function OldFile({ old, path }: { old: string | null; path: string }) {
  if (old === null) return null;
  return (
    <p className={styles.old} role="alert">
      <strong>Old:</strong> <Mono>{path}</Mono> cannot be used as it stands, so this is the last version that could be
      read. {old}
    </p>
  );
}
