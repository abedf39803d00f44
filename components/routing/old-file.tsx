import { ErrorState } from "@/components/shell/error-state";
import { Mono } from "@/components/shell/text";

type OldFileProps = { why: string | null; path: string };

/** Above what is shown of the last file that could be read. */
export function OldFile({ why, path }: OldFileProps) {
  if (why === null) return null;
  return (
    <ErrorState
      title="The file on disk cannot be used; this is the last one that could"
      where={<Mono>{path}</Mono>}
      nextStep="Repair the file, or roll back to a revision under Changes. Nothing can be edited until then."
      detail={why}
    />
  );
}
