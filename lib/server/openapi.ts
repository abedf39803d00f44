import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import type { Endpoint } from "./endpoint";
import { Problem } from "./problem";

type Document = ReturnType<typeof createDocument>;
type Facts = { version: string; server: string };

/** OpenAPI 3.1, written from the contracts that the routes run by. */
export function renderOpenApi(contract: readonly Endpoint[], { version, server }: Facts) {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of contract)
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: renderOperation(endpoint) };
  return requirePathParameters(
    createDocument({
      openapi: "3.1.0",
      info: {
        title: "Signalbox",
        version,
        description: "The control room for self-hosted LLM gateways. Errors are problem details (RFC 9457).",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: server }],
      security: [{ token: [] }, { session: [] }],
      components: {
        securitySchemes: {
          token: { type: "http", scheme: "bearer", description: "An API token of Signalbox, `sb_…`." },
          session: { type: "apiKey", in: "cookie", name: "signalbox.session_token" },
        },
      },
      paths,
    }),
  );
}

/** A path has all its parameters; a schema that turns its input into something else cannot say so by itself. */
function requirePathParameters(document: Document): Document {
  for (const operations of Object.values(document.paths ?? {}))
    for (const operation of Object.values(operations))
      for (const parameter of operation.parameters ?? []) if (parameter.in === "path") parameter.required = true;
  return document;
}

function renderOperation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { params, query, body, response, mediaType = "application/json" } = endpoint;
  const success = endpoint.status ?? (response === null && endpoint.mediaType === undefined ? 204 : 200);
  const content = response === null ? { "text/plain": {} } : { [mediaType]: { schema: response } };
  const hasContent = response !== null || endpoint.mediaType !== undefined;
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    ...(endpoint.role === "open" ? { security: [] } : { description: `Needs the role ${endpoint.role}.` }),
    requestParams: { ...(params ? { path: params } : {}), ...(query ? { query } : {}) },
    ...(body ? { requestBody: { required: true, content: { "application/json": { schema: body } } } } : {}),
    responses: {
      [`${success}`]: { description: "Success", ...(hasContent ? { content } : {}) },
      ...renderProblems(endpoint),
    },
  };
}

const meanings: Record<number, string> = {
  400: "A field is not valid; `errors` names each.",
  401: "No valid token or session.",
  403: "The role is too low, or a session's request came from a foreign page.",
};

function renderProblems(endpoint: Endpoint) {
  const refusals = Object.entries(endpoint.refusals ?? {});
  const statuses = new Set(refusals.map(([, status]) => status as number));
  if (endpoint.params || endpoint.query || endpoint.body) statuses.add(400);
  if (endpoint.role !== "open") for (const status of [401, 403]) statuses.add(status);
  return Object.fromEntries(
    [...statuses].sort().map((status) => {
      const reasons = refusals.filter(([, of]) => of === status).map(([reason]) => `\`${reason}\``);
      const description = [meanings[status], reasons.length > 0 ? `Reasons: ${reasons.join(", ")}.` : undefined];
      const content = { "application/problem+json": { schema: Problem } };
      return [`${status}`, { description: description.filter((part) => part !== undefined).join(" "), content }];
    }),
  );
}
