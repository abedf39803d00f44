import "server-only";
import type { z } from "zod";
import { roleAllows } from "@/lib/people/schema";
import type { Result } from "@/lib/result";
import type { OperationContext } from "./context";
import { db } from "./db";
import { anonymous, recordDenial } from "./denials";
import type { Endpoint, GatedEndpoint, OpenEndpoint } from "./endpoint";
import { env } from "./env";
import { logFailure } from "./log";
import { peerAddress } from "./peer";
import { findSessionPrincipal, findTokenPrincipal, type Principal } from "./principal";
import { problem } from "./problem";
import { type ParsedInput, parseInput } from "./request-input";
import { isSameOrigin } from "./same-origin";
import { isDatabaseLocked } from "./transaction";

type Out<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Part<E extends Endpoint, Key extends keyof Endpoint> =
  E extends Record<Key, infer Schema> ? Out<Schema> : undefined;
type Input<E extends Endpoint> = { params: Part<E, "params">; query: Part<E, "query">; body: Part<E, "body"> };
type Value<E extends Endpoint> = E["response"] extends z.ZodType ? z.input<E["response"]> : null;
type Reason<E extends Endpoint> = E extends { refusals: infer Table } ? Extract<keyof Table, string> : never;
type Answer<E extends Endpoint> = Promise<Result<Value<E>, Reason<E>> | Response>;

type RouteContext = { params: Promise<unknown> };
export type Handler<E extends Endpoint> = ((request: Request, context: RouteContext) => Promise<Response>) & {
  endpoint: E;
};

/**
 * The one way to write a route of the API: token or session, role, same origin for what a session changes,
 * parse, run one operation, answer with the contract's fields or with problem details.
 */
export function operatorRoute<const E extends GatedEndpoint>(
  endpoint: E,
  run: (input: Input<E>, context: OperationContext & { request: Request }) => Answer<E>,
): Handler<E> {
  const handle = guarded(endpoint, async (request, context, path) => {
    const now = new Date();
    const principal = await authenticate(request.headers);
    const denied = whyDenied(endpoint, principal, request);
    if (denied !== null || principal === null || principal === "invalid") {
      const actor = principal === null || principal === "invalid" ? null : principal.actor;
      if (endpoint.method !== "GET" || actor !== null)
        await recordDenial(
          db(),
          actor ?? anonymous(peerAddress(request.headers)),
          { action: endpoint.name, target: path, why: denied?.detail ?? "" },
          now,
        );
      return refuse(denied ?? unauthorised(principal), path);
    }
    const input = await parseInput(endpoint, request, context.params);
    if (!input.ok) return problem(input.status, input.reason, input.detail, path, { errors: input.errors });
    const operation = { db: db(), actor: principal.actor, now, request };
    return answer(endpoint, await run(typed<E>(input), operation), path);
  });
  return Object.assign(handle, { endpoint });
}

/** A route that answers anyone, with nothing that is worth knowing. */
export function publicRoute<const E extends OpenEndpoint>(
  endpoint: E,
  run: (request: Request) => Answer<E>,
): Handler<E> {
  const handle = guarded(endpoint, async (request, _context, path) => answer(endpoint, await run(request), path));
  return Object.assign(handle, { endpoint });
}

/** The parts were parsed by the very schemas that `Input` is made from, which the compiler cannot follow through a variable. */
const typed = <E extends Endpoint>({ params, query, body }: ParsedInput): Input<E> =>
  ({ params, query, body }) as Input<E>;

async function authenticate(headers: Headers): Promise<Principal | "invalid" | null> {
  return (await findTokenPrincipal(headers)) ?? (await findSessionPrincipal(headers));
}

type Denial = { status: 401 | 403; reason: string; detail: string };

const unauthorised = (principal: Principal | "invalid" | null): Denial => ({
  status: 401,
  reason: principal === "invalid" ? "invalid-token" : "signed-out",
  detail:
    principal === "invalid"
      ? "This token is unknown, expired or revoked."
      : "Send an API token as `Authorization: Bearer sb_…`, or sign in with a browser.",
});

function whyDenied(endpoint: GatedEndpoint, principal: Principal | "invalid" | null, request: Request): Denial | null {
  if (principal === null || principal === "invalid") return unauthorised(principal);
  const { actor, sessionId } = principal;
  if (sessionId !== null && endpoint.method !== "GET" && !isSameOrigin(request.headers, env().publicUrl))
    return {
      status: 403,
      reason: "foreign-origin",
      detail: `A session may change things only from this console's own pages at ${env().publicUrl}. Programs use an API token.`,
    };
  if (!roleAllows(actor.role, endpoint.role))
    return { status: 403, reason: "role", detail: `This needs the role ${endpoint.role}; yours is ${actor.role}.` };
  return null;
}

function refuse(denial: Denial, path: string): Response {
  const challenge =
    denial.reason === "invalid-token" ? 'Bearer realm="signalbox", error="invalid_token"' : 'Bearer realm="signalbox"';
  const headers: Record<string, string> = denial.status === 401 ? { "www-authenticate": challenge } : {};
  return problem(denial.status, denial.reason, denial.detail, path, { headers });
}

function answer(endpoint: Endpoint, result: Result<unknown, string> | Response, path: string): Response {
  if (result instanceof Response) return result;
  if (!result.ok)
    return problem(endpoint.refusals?.[result.reason] ?? 422, result.reason, result.detail ?? result.reason, path);
  const headers = { "cache-control": "no-store" };
  if (endpoint.response === null) return new Response(null, { status: endpoint.status ?? 204, headers });
  return Response.json(endpoint.response.parse(result.value), { status: endpoint.status ?? 200, headers });
}

const lockedWords = "Another program holds the console's database. Nothing was changed; try again in a moment.";

function guarded(
  endpoint: Endpoint,
  body: (request: Request, context: RouteContext, path: string) => Promise<Response>,
): (request: Request, context: RouteContext) => Promise<Response> {
  return async (request, context) => {
    const path = new URL(request.url).pathname;
    try {
      return await body(request, context, path);
    } catch (error) {
      if (isDatabaseLocked(error))
        return problem(503, "database-busy", lockedWords, path, { headers: { "retry-after": "5" } });
      const id = logFailure(error, { route: endpoint.name, path });
      return problem(500, "unexpected", `Signalbox failed. Its log has the details under ${id}.`, path);
    }
  };
}
