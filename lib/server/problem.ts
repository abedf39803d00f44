import { z } from "zod";

/** RFC 9457. `reason` is the word a program switches on; `errors` names each bad field by JSON pointer. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    reason: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;

const titles: Record<number, string> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  415: "Not JSON",
  422: "Refused",
  429: "Too many attempts",
  500: "Unexpected failure",
  502: "Another system failed",
  503: "Not available",
  504: "Another system did not answer in time",
};

type Extra = { errors?: Problem["errors"]; headers?: Record<string, string> };

export function problem(status: number, reason: string, detail: string, instance: string, extra: Extra = {}): Response {
  const body: Problem = {
    type: "about:blank",
    title: titles[status] ?? "Error",
    status,
    detail,
    instance,
    reason,
    ...(extra.errors ? { errors: extra.errors } : {}),
  };
  const headers = { "content-type": "application/problem+json", "cache-control": "no-store", ...extra.headers };
  return new Response(JSON.stringify(body), { status, headers });
}

/** JSON pointer (RFC 6901) of a Zod issue, under the part of the request that it is in. */
export const pointer = (part: string, path: readonly PropertyKey[]): string =>
  `/${[part, ...path].map((step) => String(step).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
