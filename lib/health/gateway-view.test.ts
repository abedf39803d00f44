import { describe, expect, it } from "vitest";
import type { CachedHealth, RunningModel } from "@/lib/adapters/litellm/schema";
import { keepsView } from "./background-checks";
import { causeOf, judgeView, matchRunning, viewSignature } from "./gateway-view";
import { deployment } from "./test-factories";

const endpoint = (id: string, healthy: boolean, status: number | null = null, error: string | null = null) => ({
  id,
  healthy,
  status,
  error,
});
const running = (
  id: string,
  group: string,
  model = `openai/${group}`,
  apiBase: string | null = "http://127.0.0.1:8000/v1",
) => ({ id, group, model, apiBase, params: {}, info: {} }) satisfies RunningModel;

describe("judgeView", () => {
  const known = [deployment("a"), deployment("b"), deployment("c")];
  const ids = new Map(known.map(({ identity }, index) => [`hash-${index}`, identity]));

  it("says what the view says, and unknown for what it leaves out", () => {
    const view: CachedHealth = {
      complete: true,
      endpoints: [
        endpoint("hash-0", true),
        endpoint("hash-1", false, 401, "AuthenticationError: no\nstack trace: secret"),
      ],
    };
    const judged = [...judgeView(known, view, ids).values()];
    expect(judged.map(({ status, cause }) => `${status}/${cause}`)).toEqual([
      "healthy/none",
      "unhealthy/unauthorised",
      "unknown/no-view",
    ]);
    expect(judged[1]?.evidence).toBe("GET /health (cached) says unhealthy, status 401: AuthenticationError: no");
  });

  it("is unknown for all before the first cycle ends", () => {
    const judged = judgeView(known, { complete: false, endpoints: [] }, ids);
    expect([...judged.values()].every(({ status }) => status === "unknown")).toBe(true);
  });

  it.each([
    [401, null, "unauthorised"],
    [404, null, "model-missing"],
    [408, null, "timeout"],
    [429, null, "rate-limited"],
    [503, "Loading model", "loading"],
    [500, "InternalServerError: OpenAIException - Connection error.", "refused"],
    [500, "boom", "server-error"],
    [null, null, "server-error"],
  ] as const)("reads status %s with %s as %s", (status, error, cause) => {
    expect(causeOf({ status, error })).toBe(cause);
  });
});

describe("viewSignature", () => {
  it("is the same for the same view in another order, and changes with an outcome", () => {
    const [one, two] = [endpoint("a", true), endpoint("b", false, 500, "x\ntrace 1")];
    const base = viewSignature({ complete: true, endpoints: [one, two] });
    expect(viewSignature({ complete: true, endpoints: [{ ...two, error: "x\ntrace 2" }, one] })).toBe(base);
    expect(viewSignature({ complete: true, endpoints: [one, { ...two, healthy: true }] })).not.toBe(base);
  });
});

describe("matchRunning", () => {
  it("matches written ids, else group, model and address in order; alias rows change nothing", () => {
    const known = [
      deployment("a", { writtenId: "my-id", identity: "my-id" }),
      deployment("b", { identity: "b1" }),
      deployment("b", { identity: "b2" }),
      deployment("c", { identity: "c1", apiBase: "os.environ/BASE" }),
    ];
    const models = [
      running("my-id", "a"),
      running("h1", "b"),
      running("h2", "b"),
      running("h1", "alias-of-b", "openai/b"),
      running("h3", "c", "openai/c", "http://resolved:1/v1"),
      running("h4", "unknown"),
    ];
    expect(Object.fromEntries(matchRunning(known, models))).toEqual({ "my-id": "my-id", h1: "b1", h2: "b2", h3: "c1" });
  });
});

describe("keepsView", () => {
  const at = (value: unknown, section = "general_settings") =>
    keepsView([{ section, key: "background_health_checks", value }]);
  it("believes only a plain true in the right section", () => {
    expect([at(true), at(false), at("true"), at(1), at(true, "litellm_settings"), keepsView([])]).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
