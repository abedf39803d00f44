import { err, ok, type Result } from "@/lib/result";
import type { EditOutcome, EditRefusal } from "./edit-outcome";
import { compileEdit } from "./edits/compile-edit";
import { applyToValue, type Operation } from "./edits/operation";
import { planSplices } from "./edits/plan-operation";
import { applySplices, type Splice } from "./edits/splice";
import { findGeneratedMarker, findMarkedRegions } from "./generated-marker";
import { readSource, type SourceReading, withMain } from "./read-source";
import { isSameValue } from "./same-value";
import type { ConfigSource, Edit } from "./schema";
import { cursorAtRoot, valueAt } from "./yaml-cursor";
import { parseYamlFile, type YamlFile } from "./yaml-file";

type Step = { file: YamlFile; warnings: string[] };

function ownershipWarnings(text: string, splices: Splice[]): string[] {
  if (splices.length === 0) return [];
  const marker = findGeneratedMarker(text);
  const regions = findMarkedRegions(text).filter(({ start, end }) =>
    splices.some((splice) => splice.start >= start && splice.start <= end),
  );
  const inRegions = regions.map(
    ({ title }) => `This changes a region that a tool owns ("${title}"); the tool may overwrite it.`,
  );
  return marker
    ? [`The file says of itself "${marker}": what generates it may overwrite this.`, ...inRegions]
    : inRegions;
}

/** Splices, reads the new text back, and takes it only if it says exactly what the operation says. */
function carryOut(file: YamlFile, operation: Operation): Result<Step, EditRefusal> {
  const planned = planSplices(file, operation);
  if (!planned.ok) return planned;
  const text = applySplices(file.text, planned.value);
  if (text === file.text) return ok({ file, warnings: [] });
  const next = parseYamlFile({ path: file.path, text });
  const expected = applyToValue(valueAt(cursorAtRoot(file)), operation);
  const where = `${operation.path.join(".")}`;
  if (
    next.broken ||
    !isSameValue(valueAt(cursorAtRoot(next)), expected) ||
    next.problems.length > file.problems.length
  ) {
    return err(
      "unexpected-shape",
      `${where} is written in a way that this edit would misread; it was left alone. Edit it by hand.`,
    );
  }
  return ok({ file: next, warnings: ownershipWarnings(file.text, planned.value) });
}

/** Changes that meet in the text (in one list in brackets, say) are made one after the other instead of in one step. */
function carryOutAll(file: YamlFile, operation: Operation): Result<Step, EditRefusal> {
  const step = carryOut(file, operation);
  if (step.ok || operation.do !== "together" || step.reason !== "unexpected-shape") return step;
  return inSequence(file, operation.operations);
}

function inSequence(start: YamlFile, operations: Operation[]): Result<Step, EditRefusal> {
  let file = start;
  const warnings: string[] = [];
  for (const operation of operations) {
    const step = carryOutAll(file, operation);
    if (!step.ok) return step;
    file = step.value.file;
    warnings.push(...step.value.warnings);
  }
  return ok({ file, warnings });
}

function applyOne(reading: SourceReading, edit: Edit): Result<Step, EditRefusal> {
  const compiled = compileEdit(reading, edit);
  if (!compiled.ok) return compiled;
  const carried = inSequence(reading.main, compiled.value.operations);
  if (!carried.ok) return carried;
  const { file, warnings } = carried.value;
  return ok({ file, warnings: [...compiled.value.warnings, ...warnings] });
}

/** Applies edits in order by splicing text; all of them, or none with the first refusal. */
export function applyEdits(source: ConfigSource, edits: Edit[]): Result<EditOutcome, EditRefusal> {
  let reading = readSource(source);
  const warnings: string[] = [];
  for (const [index, edit] of edits.entries()) {
    const [problem] = reading.main.problems;
    const root = valueAt(cursorAtRoot(reading.main));
    if (reading.main.broken || (root !== null && (typeof root !== "object" || Array.isArray(root)))) {
      const detail = problem
        ? `Line ${problem.place.line}: ${problem.message}`
        : "The file does not hold a map of sections.";
      return err("unusable-file", detail);
    }
    const step = applyOne(reading, edit);
    if (!step.ok)
      return edits.length === 1
        ? step
        : err(step.reason, `Edit ${index + 1} (${edit.type}): ${step.detail ?? step.reason}`);
    warnings.push(...step.value.warnings);
    reading = withMain(reading, step.value.file);
  }
  return ok({ text: reading.main.text, warnings: [...new Set(warnings)] });
}

export const applyEdit = (source: ConfigSource, edit: Edit): Result<EditOutcome, EditRefusal> =>
  applyEdits(source, [edit]);
