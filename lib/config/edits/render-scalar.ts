import type { Scalar } from "yaml";
import { readPlain } from "../yaml-scalar";

/* Quotes are written only where a bare text would be read as something else, by YAML 1.1 or 1.2, or would not parse. */

/** Numbers and truths of YAML 1.2 that PyYAML leaves as text, and `y`/`n`, which other readers of YAML 1.1 do not. */
const otherReaders = /^(?:[yYnN]|[-+]?(?:\d+|\d+\.\d*|\.\d+)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+)$/;

const needsEscape = /[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u;

const badStart = /^(?:[,[\]{}#&*!|>'"%@`]|[-?:](?:\s|$)|---|\.\.\.)/;

export function needsQuotes(text: string, flow: boolean): boolean {
  if (text === "" || text !== text.replace(/^[\s]+|[\s]+$/g, "")) return true;
  if (readPlain(text).kind !== "text" || otherReaders.test(text)) return true;
  if (badStart.test(text) || needsEscape.test(text)) return true;
  if (/:(?:\s|$)|\s#/.test(text)) return true;
  return flow && (/[,?[\]{}]/.test(text) || /^[?:]/.test(text));
}

const escapes: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

const escapeUnit = (unit: string): string => escapes[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

export const quote = (text: string): string =>
  `"${text.replace(/["\\\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/gu, escapeUnit)}"`;

export const renderText = (text: string, flow: boolean): string => (needsQuotes(text, flow) ? quote(text) : text);

/** A text in the quotes that another one stands in; bare where that one is bare and this one may be. */
export function renderLike(old: Scalar, text: string, flow: boolean): string {
  if (old.type === "QUOTE_DOUBLE") return quote(text);
  const single = old.type === "QUOTE_SINGLE" && !needsEscape.test(text);
  return single ? `'${text.replaceAll("'", "''")}'` : renderText(text, flow);
}

function renderNumber(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value < 0 ? "-.inf" : ".inf";
  const digits = Object.is(value, -0) ? "-0.0" : String(value);
  return digits.includes("e") && !digits.includes(".") ? digits.replace("e", ".0e") : digits;
}

export function renderScalar(value: string | number | boolean | null, flow: boolean): string {
  if (typeof value === "string") return renderText(value, flow);
  return typeof value === "number" ? renderNumber(value) : String(value);
}

/** What can be written: plain data, not too deep, text without broken characters. */
export function isWritable(value: unknown, depth = 0): boolean {
  if (depth > 20) return false;
  if (typeof value === "string") return !/\p{Cs}/u.test(value);
  if (value === null || typeof value === "boolean" || typeof value === "number") return true;
  if (typeof value !== "object") return false;
  if (Array.isArray(value)) return value.every((item) => isWritable(item, depth + 1));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.entries(value).every(
    ([key, child]) => key.length <= 512 && isWritable(key) && (child === undefined || isWritable(child, depth + 1)),
  );
}
