import { err, ok } from "@/lib/result";
import type { EditRefusal } from "../edit-outcome";
import { listModelReferences, type ModelReference } from "../model-references";
import { readAliases } from "../read-aliases";
import { readDeployments } from "../read-deployments";
import type { SourceReading } from "../read-source";
import { type Cursor, cursorAtRoot, cursorTo, fieldAt, valueAt } from "../yaml-cursor";
import { type Compiled, whereOf } from "./compile-chain";
import { findMentions } from "./find-mentions";
import { renameReferences } from "./rename-references";

type Refusal = ReturnType<typeof err<EditRefusal>>;

function refuseNames(reading: SourceReading, from: string, to: string): Refusal | null {
  const groups = new Map(readDeployments(reading).found.map(({ entry }) => [entry.group, entry.lines[0]]));
  const aliases = new Map(readAliases(reading).aliases.map(({ name, place }) => [name, place.line]));
  if (!groups.has(from)) return err("unknown-deployment", `There is no model "${from}" in the file.`);
  if (to === "*") return err("invalid-value", `A model called "*" would answer to every name.`);
  if (groups.has(to)) return err("invalid-value", `There is a model "${to}" already (line ${groups.get(to)}).`);
  if (aliases.has(to)) return err("invalid-value", `"${to}" is an alias already (line ${aliases.get(to)}).`);
  if (!aliases.has(from)) return null;
  return err(
    "invalid-value",
    `The alias "${from}" (line ${aliases.get(from)}) hides the model of that name, so what names it means the alias. Remove the alias first.`,
  );
}

function refuseElsewhere(reading: SourceReading, from: string): Refusal | null {
  for (const file of reading.files.slice(1)) {
    const root = cursorAtRoot(file);
    const [first] = listModelReferences(valueAt(root), from);
    const cursor = first && cursorTo(root, first.path);
    if (cursor)
      return err(
        "in-included-file",
        `${whereOf(cursor)}: an included file names "${from}", and only the main file can be edited.`,
      );
  }
  return null;
}

/** A map cannot hold both names as keys; a list of chains can, and reads the first. */
function refuseTaken(root: Cursor, references: ModelReference[], to: string): Refusal | null {
  for (const { path, part } of references) {
    const around = part === "key" ? cursorTo(root, path.slice(0, -1)) : null;
    const taken = around && fieldAt(around, to);
    if (around && taken) return err("invalid-value", `${whereOf(around)} holds an entry for "${to}" already.`);
  }
  return null;
}

function warningsOf(root: Cursor, references: ModelReference[], from: string, to: string): string[] {
  const known = listModelReferences(valueAt(root), to);
  const warnings = findMentions(root, from, references).map(
    (where) =>
      `${where} holds "${from}" too. It is not a model's name there, or not surely one, and was left as it is.`,
  );
  if (known.length > 0)
    warnings.push(`"${to}" is named ${known.length} times already; what names it means this model from now on.`);
  if (from.includes("*"))
    warnings.push(`"${from}" is a pattern: names that only it answered to are not changed and may lead nowhere now.`);
  return warnings;
}

export function compileRenameModel(reading: SourceReading, from: string, to: string): Compiled {
  const root = cursorAtRoot(reading.main);
  const references = listModelReferences(valueAt(root), from);
  if (from === to) return ok({ operations: [], warnings: [] });
  const refusal = refuseNames(reading, from, to) ?? refuseElsewhere(reading, from) ?? refuseTaken(root, references, to);
  if (refusal) return refusal;
  return ok({
    operations: [renameReferences(references, from, to)],
    warnings: warningsOf(root, references, from, to),
  });
}
