import { renderScalar, renderText } from "./render-scalar";

/** `step`: how far a nested map is indented. `dash`: how far the dashes of a nested list are. `gap`: blanks after a dash. */
export type BlockStyle = {
  step: number;
  dash: number;
  gap: string;
  eol: string;
  /** Lists of plain values are written in brackets. */
  flowLists: boolean;
  /** All lists are written in brackets. */
  flowDeep?: boolean;
  /** The style inside a list's items, where it differs. */
  nested?: BlockStyle;
};

const isScalarValue = (value: unknown): value is string | number | boolean | null =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

export const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null ? Object.entries(value).filter(([, child]) => child !== undefined) : [];

export function renderFlow(value: unknown): string {
  if (isScalarValue(value)) return renderScalar(value, true);
  if (Array.isArray(value)) return `[${value.map(renderFlow).join(", ")}]`;
  return `{${entriesOf(value)
    .map(([key, child]) => `${renderText(key, true)}: ${renderFlow(child)}`)
    .join(", ")}}`;
}

export const isInline = (value: unknown, style: BlockStyle): boolean =>
  isScalarValue(value) ||
  (Array.isArray(value)
    ? value.length === 0 || style.flowDeep === true || (style.flowLists && value.every(isScalarValue))
    : entriesOf(value).length === 0);

const renderInline = (value: unknown): string =>
  isScalarValue(value) ? renderScalar(value, false) : renderFlow(value);

/** What follows `key:`, from the blank or the line break on. */
export function renderAfterKey(value: unknown, column: number, style: BlockStyle): string {
  if (isInline(value, style)) return ` ${renderInline(value)}`;
  const child = column + (Array.isArray(value) ? style.dash : style.step);
  return style.eol + renderBlock(value, child, style);
}

export function renderBlock(value: unknown, column: number, style: BlockStyle): string {
  const pad = " ".repeat(column);
  if (Array.isArray(value)) return value.map((item) => pad + renderItem(item, column, style)).join(style.eol);
  return entriesOf(value)
    .map(([key, child]) => `${pad}${renderText(key, false)}:${renderAfterKey(child, column, style)}`)
    .join(style.eol);
}

/** A list's item from its dash on; the dash stands in `column`. */
export function renderItem(value: unknown, column: number, style: BlockStyle): string {
  const head = `-${style.gap}`;
  if (isScalarValue(value) || Array.isArray(value) || entriesOf(value).length === 0) return head + renderInline(value);
  const inner = column + head.length;
  return head + renderBlock(value, inner, style.nested ?? style).slice(inner);
}
