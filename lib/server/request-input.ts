import type { z } from "zod";
import type { Endpoint } from "./endpoint";
import { type Problem, pointer } from "./problem";

const bodyLimitBytes = 1_048_576;

type Errors = NonNullable<Problem["errors"]>;
export type ParsedInput = { params: unknown; query: unknown; body: unknown };
type BadInput = { ok: false; status: 400 | 413 | 415; reason: string; detail: string; errors: Errors };

const bad = (status: BadInput["status"], reason: string, detail: string, errors: Errors = []): BadInput => ({
  ok: false,
  status,
  reason,
  detail,
  errors,
});

/** Path, query and body of a request, each read by its own schema; every bad field of all three is named at once. */
export async function parseInput(
  endpoint: Pick<Endpoint, "params" | "query" | "body">,
  request: Request,
  params: Promise<unknown>,
): Promise<({ ok: true } & ParsedInput) | BadInput> {
  const body = endpoint.body === undefined ? { ok: true as const, value: undefined } : await readJson(request);
  if (!body.ok) return body;
  const errors: Errors = [];
  const read = (part: string, schema: z.ZodType | undefined, value: unknown): unknown => {
    if (schema === undefined) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) errors.push({ pointer: pointer(part, issue.path), detail: issue.message });
    return undefined;
  };
  const parsed = {
    params: read("path", endpoint.params, decodeParams(await params)),
    query: read("query", endpoint.query, queryValues(new URL(request.url).searchParams)),
    body: read("body", endpoint.body, body.value),
  };
  if (errors.length > 0) return bad(400, "invalid", errors.map((e) => `${e.pointer}: ${e.detail}`).join("; "), errors);
  return { ok: true, ...parsed };
}

function queryValues(search: URLSearchParams): Record<string, string | string[]> {
  const values = new Map<string, string | string[]>();
  for (const name of new Set(search.keys())) {
    const all = search.getAll(name);
    values.set(name, all.length > 1 ? all : (all[0] ?? ""));
  }
  return Object.fromEntries(values);
}

function decodeParams(params: unknown): unknown {
  return params;
}

async function readJson(request: Request): Promise<{ ok: true; value: unknown } | BadInput> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(;|$)/i.test(type))
    return bad(415, "not-json", "The body must be JSON, with `content-type: application/json`.");
  const tooLarge = bad(413, "too-large", `The body is larger than ${bodyLimitBytes} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > bodyLimitBytes) return tooLarge;
  const text = await readText(request.body);
  if (text === null) return tooLarge;
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return bad(400, "not-json", `The body is not valid JSON: ${error instanceof Error ? error.message : "unreadable"}`);
  }
}

async function readText(body: ReadableStream<Uint8Array> | null): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > bodyLimitBytes) return null;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
