/**
 * Whether the gateway states the value that was written. It normalises what it reads: numbers and their texts are the same
 * to it, maps come back filled up with nulls, headers that look secret come back with their middle starred out, and
 * `os.environ/NAME` comes back resolved, which is neither comparable nor ours to know. Source: LiteLLM 1.106 behaviour.
 */
export function equalValues(written: unknown, running: unknown): boolean {
  if (isReference(written)) return true;
  if (written === null || written === undefined) return running === null || running === undefined;
  if (Array.isArray(written))
    return (
      Array.isArray(running) &&
      written.length === running.length &&
      written.every((item, index) => equalValues(item, running[index]))
    );
  if (isMap(written))
    return (
      isMap(running) &&
      Object.entries(written).every(([key, value]) => isSensitiveKey(key) || equalValues(value, running[key]))
    );
  return equalScalars(written, running);
}

const isReference = (value: unknown): boolean => typeof value === "string" && value.startsWith("os.environ/");

export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Keys that the gateway removes or masks when it states its models. */
export const isSensitiveKey = (key: string): boolean =>
  /key|secret|passw|credential|auth|bearer/i.test(key) || (/token/i.test(key) && !/tokens|per_token/i.test(key));

function equalScalars(written: unknown, running: unknown): boolean {
  if (running === null || running === undefined || typeof running === "object") return false;
  const left = String(written);
  const right = String(running);
  if (left === right || left.toLowerCase() === right.toLowerCase())
    return left === right || typeof written === "boolean";
  if (left.trim() !== "" && right.trim() !== "" && Number(left) === Number(right)) return true;
  return isMaskOf(right, left);
}

function isMaskOf(masked: string, plain: string): boolean {
  const stars = /\*{3,}/.exec(masked);
  if (!stars) return false;
  return plain.startsWith(masked.slice(0, stars.index)) && plain.endsWith(masked.slice(stars.index + stars[0].length));
}

/** A short text of a value for the operator; what is sensitive inside a map is left out. */
export function renderValue(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value.replace(/\s*\n\s*/g, " ") : asJson(value);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

const asJson = (value: unknown): string =>
  JSON.stringify(value, (key, inner) => (isSensitiveKey(key) ? "•••" : inner)) ?? "nothing";
