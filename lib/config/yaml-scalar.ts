import type { Scalar } from "yaml";

/**
 * What a scalar means to the gateway. Its parser is PyYAML (YAML 1.1 with its own quirks), so values are resolved here
 * and not by the YAML library: `yes` is true, `012` is 10, `1:30` is 90, while `y`, `1e3` and `0o17` stay text.
 */
export type ScalarKind = "text" | "null" | "boolean" | "number" | "timestamp" | "reserved";
export type ScalarValue = { kind: ScalarKind; value: unknown };

const truths = new Map<string, boolean>([
  ...["yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word): [string, boolean] => [word, true]),
  ...["no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word): [string, boolean] => [word, false]),
]);
const nulls = new Set(["", "~", "null", "Null", "NULL"]);
const integer = /^[-+]?(?:0b[01_]+|0[0-7_]+|0x[0-9a-fA-F_]+|0|[1-9][0-9_]*|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const decimal =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*)$/;
const infinite = /^([-+])?\.(?:inf|Inf|INF)$/;
const notANumber = /^\.(?:nan|NaN|NAN)$/;
const timestamp =
  /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/;

const text = (value: string): ScalarValue => ({ kind: "text", value });
const number = (value: number): ScalarValue => ({ kind: "number", value });

/** Base 60, as in `1:30`. */
const sexagesimal = (digits: string): number => digits.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

function readInteger(source: string): number {
  const sign = source.startsWith("-") ? -1 : 1;
  const digits = source.replace(/^[-+]/, "").replaceAll("_", "");
  if (digits.startsWith("0b") || digits.startsWith("0x")) return sign * Number(digits);
  if (digits.includes(":")) return sign * sexagesimal(digits);
  return sign * (digits.length > 1 && digits.startsWith("0") ? Number.parseInt(digits, 8) : Number(digits));
}

function readDecimal(source: string): number {
  const sign = source.startsWith("-") ? -1 : 1;
  const digits = source.replace(/^[-+]/, "").replaceAll("_", "");
  return sign * (digits.includes(":") ? sexagesimal(digits) : Number(digits));
}

/** Reads an unquoted, untagged scalar. */
export function readPlain(source: string): ScalarValue {
  if (nulls.has(source)) return { kind: "null", value: null };
  const truth = truths.get(source);
  if (truth !== undefined) return { kind: "boolean", value: truth };
  if (!/^[-+.0-9=<]/.test(source)) return text(source);
  if (integer.test(source)) return number(readInteger(source));
  if (decimal.test(source)) return number(readDecimal(source));
  const infinity = infinite.exec(source);
  if (infinity) return number(infinity[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  if (notANumber.test(source)) return number(Number.NaN);
  if (timestamp.test(source)) return { kind: "timestamp", value: source };
  return source === "=" || source === "<<" ? { kind: "reserved", value: source } : text(source);
}

const tagKinds: Record<string, ScalarKind> = { int: "number", float: "number", bool: "boolean", null: "null" };

/** Null when the tag is not one of those that a safe loader knows, or does not fit the text. */
export function readScalar(node: Scalar): ScalarValue | null {
  const source = typeof node.source === "string" ? node.source : String(node.value ?? "");
  const tag = node.tag?.replace("tag:yaml.org,2002:", "");
  if (tag === undefined || tag === "") return node.type === "PLAIN" ? readPlain(source) : text(source);
  if (tag === "!" || tag === "str" || tag === "binary") return text(source);
  if (tag === "timestamp") return { kind: "timestamp", value: source };
  if (tag === "float" && /^[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?$/.test(source)) return number(Number(source));
  const plain = readPlain(source);
  return Object.hasOwn(tagKinds, tag) && tagKinds[tag] === plain.kind ? plain : null;
}
