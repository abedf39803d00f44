import { ErrorState } from "./error-state";
import { LinkButton } from "./link-button";
import { pathTo } from "./route";
import { Mono } from "./text";

const words: Record<string, string> = {
  missing: "The gateway's file is not there",
  "is-a-folder": "The gateway's file is a folder",
  unreadable: "The gateway's file may not be read",
  "too-large": "The gateway's file is too large",
  "not-text": "The gateway's file is not text",
};

type FileFailureProps = { reason: string; detail?: string | undefined; path: string };

/** Instead of a page, when there is no file and none was ever read. */
export function FileFailure({ reason, detail, path }: FileFailureProps) {
  return (
    <ErrorState
      title={words[reason] ?? "The gateway's file cannot be read"}
      where={<Mono>{path}</Mono>}
      nextStep="Put the file back or name another one in Settings. This page looks again by itself when it is reloaded."
      detail={detail ?? null}
      actions={<LinkButton href={pathTo(["settings"])}>Settings</LinkButton>}
    />
  );
}
