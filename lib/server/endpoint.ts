import type { z } from "zod";
import type { Role } from "@/lib/people/schema";

/** The contract of one method of one path: the route runs by it, and the OpenAPI document is written from it. */
export type Endpoint = {
  /** Verb as the audit knows it, and the document's operation id: `draft.set-chain`. */
  name: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As OpenAPI writes it: `/api/v1/gateways/{id}/models`. */
  path: `/api/${string}`;
  summary: string;
  /** `open` answers anyone. */
  role: Role | "open";
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Answer of success; only its fields leave the server. Null for no content. */
  response: z.ZodType | null;
  /** Media type of success when it is not JSON; `run` then returns a `Response`. */
  mediaType?: string;
  status?: 200 | 201 | 202 | 204;
  /** Status of each reason that the operation may refuse with. */
  refusals?: Record<string, 400 | 403 | 404 | 409 | 422 | 429 | 502 | 503 | 504>;
};

export type GatedEndpoint = Endpoint & { role: Role };
export type OpenEndpoint = Endpoint & { role: "open" };

export const endpoint = <const E extends Endpoint>(definition: E): E => definition;
