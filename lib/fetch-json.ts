import type { z } from "zod";

/** An answer that is not what was asked for; `status` is HTTP's, `message` the server's own words. */
export class ReadError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = "ReadError";
  }
}

/** The browser's side of a polled read: parsed by the schema that the server answers with. */
export async function fetchJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  signal: AbortSignal,
): Promise<z.output<Schema>> {
  const response = await fetch(path, { signal, headers: { accept: "application/json" }, cache: "no-store" });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new ReadError(response.status, detailOf(body) ?? `The server answered ${response.status}.`);
  return schema.parse(body);
}

const detailOf = (body: unknown): string | null =>
  typeof body === "object" && body !== null && "detail" in body && typeof body.detail === "string" ? body.detail : null;
