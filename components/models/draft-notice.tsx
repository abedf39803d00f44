import { Button } from "@mantine/core";
import Link from "next/link";
import { pathTo } from "@/components/shell/route";
import { formatCount } from "@/lib/format";
import styles from "./models-desk.module.css";

type DraftNoticeProps = { edits: number; saved: string | null };

/** Says that what was saved is not live yet, and where it becomes so. */
export function DraftNotice({ edits, saved }: DraftNoticeProps) {
  return (
    <div role="status">
      {edits > 0 ? (
        <div className={styles.notice}>
          <span>
            {saved ? `${saved} ` : ""}
            {formatCount(edits, "unapplied edit")} in the draft. Nothing reaches the gateway before it is applied.
          </span>
          <Button component={Link} href={pathTo(["changes"])} size="compact-sm">
            Review in Changes
          </Button>
        </div>
      ) : null}
    </div>
  );
}
