import type { Route } from "next";

// The one untyped edge of typed routes: names of models and gateways are only known at run time.
const asRoute = (path: string): Route => path as Route;

/** Path of a page, each segment and parameter escaped, so that names such as `qwen/7b:latest` survive. */
export function pathTo(segments: readonly string[], query: Record<string, string | null | undefined> = {}): Route {
  const path = `/${segments.map(encodeURIComponent).join("/")}`;
  const given = Object.entries(query).flatMap(([key, value]) => (value ? [[key, value]] : []));
  return asRoute(given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`);
}

export const toModel = (name: string): Route => pathTo(["models", name]);
export const toRouting = (model?: string, kind?: string): Route => pathTo(["routing"], { model, kind });
export const toFindings = (): Route => pathTo(["routing", "findings"]);
export const toRule = (id: string): Route => asRoute(`${pathTo(["routing", "rules"])}#${encodeURIComponent(id)}`);
export const toRehearsal = (id: string): Route => pathTo(["routing", "rehearsals", id]);
export const toChange = (id: string): Route => pathTo(["changes", id]);

/** For a link whose page is already here: the address changes by `go`, and nothing is asked of the server. */
export const stay = (go: () => void) => (event: { preventDefault: () => void }) => {
  event.preventDefault();
  go();
};
