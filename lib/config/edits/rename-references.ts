import type { ModelReference } from "../model-references";
import type { Operation } from "./operation";

/** Texts first, then keys, inner ones before outer ones: so every path is good when its turn comes. */
export function renameReferences(references: ModelReference[], from: string, to: string): Operation {
  const inTurn = references.toSorted((one, other) =>
    one.part === other.part ? other.path.length - one.path.length : one.part === "text" ? -1 : 1,
  );
  const operations = inTurn.map(
    ({ path, part }): Operation => ({ do: part === "key" ? "rename-key" : "rename-text", path, to }),
  );
  return { do: "together", path: [from], operations };
}
