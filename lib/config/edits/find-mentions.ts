import type { ModelReference } from "../model-references";
import type { YamlPath } from "../schema";
import { allFieldsAt, type Cursor, isListAt, isMapAt, itemsAt, valueAt } from "../yaml-cursor";
import { lineAt } from "../yaml-file";

/** Where a name never stands for a model group: ids, raw model strings and what the price map knows them by. */
const otherNames: YamlPath[] = [
  ["litellm_params", "model"],
  ["litellm_params", "custom_llm_provider"],
  ["model_info", "id"],
  ["model_info", "base_model"],
];

const isOtherName = ([section, , ...rest]: YamlPath): boolean =>
  section === "model_list" && otherNames.some((path) => path.every((part, at) => rest[at] === part));

const most = 5;

/**
 * Places that hold a name, as a text, as a key or inside a longer text in quotes, and are not among the references.
 * They cannot be changed safely, so the operator is told of them: `path (line N)`.
 */
export function findMentions(root: Cursor, name: string, references: ModelReference[]): string[] {
  const known = new Set(references.map(({ path, part }) => JSON.stringify([part, ...path])));
  const inText = JSON.stringify(name);
  const found: string[] = [];
  const note = (cursor: Cursor, part: ModelReference["part"]): void => {
    if (known.has(JSON.stringify([part, ...cursor.path])) || isOtherName(cursor.path)) return;
    found.push(`${cursor.path.join(".")} (line ${lineAt(cursor.file, cursor.offset)})`);
  };
  const open: Cursor[] = [root];
  for (let cursor = open.pop(); cursor && found.length < most; cursor = open.pop()) {
    const value = valueAt(cursor);
    if (value === name || (typeof value === "string" && value.includes(inText))) note(cursor, "text");
    if (isListAt(cursor)) open.push(...itemsAt(cursor).reverse());
    if (!isMapAt(cursor)) continue;
    for (const { key, value: inner } of allFieldsAt(cursor).reverse()) {
      if (key === name) note(inner, "key");
      open.push(inner);
    }
  }
  return found;
}
