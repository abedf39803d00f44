import { isScalar } from "yaml";
import { err, ok } from "@/lib/result";
import { fingerprint } from "../fingerprint";
import type { SourceReading } from "../read-source";
import type { YamlPath } from "../schema";
import { type Cursor, cursorAtRoot, cursorTo, fieldAt, isMapAt, valueAt } from "../yaml-cursor";
import { type Compiled, whereOf } from "./compile-chain";
import type { Operation } from "./operation";

const gone = (path: YamlPath) =>
  err("changed-meanwhile", `${path.join(".")} is not in the file any more. Look at the finding again.`);

const changed = (path: YamlPath) =>
  err("changed-meanwhile", `${path.join(".")} holds another value than the one this edit was made for.`);

/** What stands at the path; undefined where the last key is missing from a map that is there. */
function findPresent(reading: SourceReading, path: YamlPath): { value: unknown; cursor: Cursor | null } | null {
  const root = cursorAtRoot(reading.main);
  const cursor = cursorTo(root, path);
  if (cursor) return { value: valueAt(cursor), cursor };
  const around = cursorTo(root, path.slice(0, -1));
  const isOpen = around !== null && (isMapAt(around) || valueAt(around) === null);
  return isOpen && typeof path.at(-1) === "string" ? { value: undefined, cursor: null } : null;
}

function expectPresent(reading: SourceReading, path: YamlPath, was: string) {
  if (path.length === 0) return err("invalid-value", "An edit by path needs a path.");
  const present = findPresent(reading, path);
  if (!present) return gone(path);
  if (fingerprint(present.value) === was) return ok(present);
  return present.cursor ? changed(path) : gone(path);
}

const done = (operation: Operation): Compiled => ok({ operations: [operation], warnings: [] });

/** A key that the map does not have yet can be set too: `was` is then the fingerprint of `undefined`. */
export function compileSetNode(reading: SourceReading, path: YamlPath, was: string, value: unknown = null): Compiled {
  const present = expectPresent(reading, path, was);
  if (!present.ok) return present;
  const { node = null } = present.value.cursor ?? {};
  const isText = typeof value === "string" && typeof present.value.value === "string" && isScalar(node);
  return done(isText ? { do: "rename-text", path, to: value } : { do: "set", path, value });
}

export function compileRemoveNode(reading: SourceReading, path: YamlPath, was: string): Compiled {
  const present = expectPresent(reading, path, was);
  if (!present.ok) return present;
  return present.value.cursor ? done({ do: "remove", path }) : gone(path);
}

export function compileRenameKey(reading: SourceReading, path: YamlPath, was: string, to: string): Compiled {
  const present = expectPresent(reading, path, was);
  if (!present.ok) return present;
  if (!present.value.cursor) return gone(path);
  const key = path.at(-1);
  if (typeof key !== "string") return err("invalid-value", `${path.join(".")} is a place in a list and has no name.`);
  if (key === to) return ok({ operations: [], warnings: [] });
  const around = cursorTo(cursorAtRoot(reading.main), path.slice(0, -1));
  const taken = around && fieldAt(around, to);
  if (taken) return err("invalid-value", `${whereOf(taken.value)} is there already.`);
  return done({ do: "rename-key", path, to });
}
