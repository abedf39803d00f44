import type { StartedChange } from "@/lib/changes/operations/record-intent";
import { runChange } from "@/lib/changes/operations/run-change";
import type { Result } from "@/lib/result";
import { runInBackground } from "./background";
import type { OperationContext } from "./context";
import { reloadOptions } from "./means";

/** Begins what was recorded and answers at once; the change's own page and route tell how it goes on. */
export function beginChange<R extends string>(
  { db, actor }: OperationContext,
  started: Result<StartedChange, R>,
): Result<StartedChange, R> {
  if (started.ok)
    runInBackground(`change ${started.value.number}`, () =>
      runChange({ db, actor, changeId: started.value.id, reloadOptions: reloadOptions() }),
    );
  return started;
}
