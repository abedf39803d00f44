import { describe, expect, it } from "vitest";
import { ErrorClass } from "./error-classes";
import { toRoutingGraph } from "./graph";
import { planAll, planAttempts } from "./plan-attempts";
import type { RoutePlan } from "./schema";
import { readText } from "./testing";

/** A model list of `group: deployments`, e.g. `A2 B` for two of A and one of B; `extra` is written into each litellm_params. */
const textOf = (groups: string, settings = "", extra = ""): string => {
  const entries = groups.split(" ").flatMap((word) =>
    Array.from({ length: Number(word.slice(1) || 1) }, (_, at) => {
      const id = `${word[0]?.toLowerCase()}${at}`;
      return `  - {model_name: ${word[0]}, litellm_params: {model: openai/${id}, api_key: none${extra}}, model_info: {id: ${id}}}\n`;
    }),
  );
  return `model_list:\n${entries.join("")}router_settings: {fallbacks: [{A: [B]}]${settings}}\n`;
};

const planOf = (text: string, errorClass: ErrorClass = "internal_server", model = "A"): RoutePlan =>
  planAttempts(toRoutingGraph(readText(text)), { model, kind: "general", version: "1.106.2", errorClass });

const callsOf = (plan: RoutePlan): string => plan.hops.map(({ group, calls }) => `${group}${calls}`).join(" ");

const rowsOf = (groups: string, settings = "") =>
  Object.fromEntries(ErrorClass.options.map((name) => [name, callsOf(planOf(textOf(groups, settings), name))]));

describe("calls of a hop", () => {
  it("are three by default, and one for what is not retried", () => {
    expect(rowsOf("A B", ", disable_cooldowns: true")).toEqual({
      internal_server: "A3 B3",
      service_unavailable: "A3 B3",
      bad_gateway: "A3 B3",
      connection: "A3 B3",
      timeout: "A3 B3",
      rate_limit: "A3 B3",
      authentication: "A1 B1",
      permission_denied: "A1 B1",
      not_found: "A1 B1",
      bad_request: "A1 B1",
    });
  });

  it("retry refused keys where the group has another deployment, and stop when all rest", () => {
    const free = rowsOf("A2 B", ", disable_cooldowns: true");
    expect([free.authentication, free.permission_denied, free.not_found]).toEqual(["A3 B1", "A3 B1", "A1 B1"]);
    const resting = rowsOf("A2 B");
    expect([resting.authentication, resting.permission_denied, resting.rate_limit]).toEqual([
      "A2 B1",
      "A3 B1",
      "A2 B3",
    ]);
  });

  it("end when each of several deployments has failed five times, and never for a single one", () => {
    expect(callsOf(planOf(textOf("A2 B", ", num_retries: 20")))).toBe("A10 B21");
    expect(callsOf(planOf(textOf("A2 B", ", num_retries: 20"), "connection"))).toBe("A21 B21");
  });

  it.each([
    [", allowed_fails: 1", "A2 B2"],
    [", allowed_fails: 0", "A1 B1"],
    [", allowed_fails: 3, num_retries: 5", "A6 B6"],
    [", allowed_fails_policy: {InternalServerErrorAllowedFails: 0}", "A1 B1"],
    [", allowed_fails_policy: {TimeoutErrorAllowedFails: 0}", "A3 B3"],
  ])("follow the failures that are allowed: %s", (settings, expected) => {
    expect(callsOf(planOf(textOf("A B", settings)))).toBe(expected);
  });

  it.each([
    ["rate_limit", ", retry_policy: {RateLimitErrorRetries: 1}", "A2 B2"],
    ["bad_request", ", retry_policy: {BadRequestErrorRetries: 1}, disable_cooldowns: true", "A2 B2"],
    ["connection", ", retry_policy: {InternalServerErrorRetries: 0}", "A3 B3"],
    ["connection", ", retry_policy: {DefaultRetries: 0}", "A1 B1"],
    [
      "internal_server",
      ", retry_policy: {InternalServerErrorRetries: 0}, model_group_retry_policy: {A: {InternalServerErrorRetries: 4}}",
      "A5 B1",
    ],
    [
      "internal_server",
      ", retry_policy: {InternalServerErrorRetries: 0}, model_group_retry_policy: {A: {RateLimitErrorRetries: 4}}",
      "A3 B1",
    ],
  ] as const)("follow a retry policy for %s:%s", (errorClass, settings, expected) => {
    expect(callsOf(planOf(textOf("A B", settings), errorClass))).toBe(expected);
  });

  it("follow a deployment's own number, as a range where deployments differ", () => {
    expect(callsOf(planOf(textOf("A B", "", ", num_retries: 0")))).toBe("A1 B1");
    const mixed = textOf("A2 B").replace("{model: openai/a0,", "{model: openai/a0, num_retries: 0,");
    expect(planOf(mixed).hops[0]).toMatchObject({ calls: 3, fewestCalls: 1 });
  });

  it("are not repeated for a target written as an id", () => {
    expect(callsOf(planOf(textOf("A B").replace("[B]", "[b0]")))).toBe("A3 B1");
  });

  it("keep the retries of a target map to the end of its walk", () => {
    const text = textOf("A B C").replace("[B]", "[{model: B, num_retries: 0}, C]");
    expect(callsOf(planOf(text))).toBe("A3 B1 C1");
  });
});

describe("deployments that rest", () => {
  it("are never those of a wildcard group", () => {
    const text = textOf("A2 B").replaceAll("model_name: A,", 'model_name: "team-*",');
    expect(callsOf(planOf(text, "rate_limit", "team-x"))).toBe("team-*3");
  });
  it("are not called a second time under an alias, nor when they rest beforehand", () => {
    const text = textOf("A B", ", model_group_alias: {x: A}").replace("[B]", "[x, B]");
    const plan = planOf(text, "authentication");
    expect(callsOf(plan)).toBe("A1 B1");
    expect(plan.cut).toContainEqual({ group: "x", rule: "cooling", via: "chain of A" });
    const graph = toRoutingGraph(readText(text));
    const rested = planAttempts(graph, { model: "A", kind: "general", cooling: new Set(["b0"]) });
    expect(callsOf(rested)).toBe("A3 A3");
  });
});

describe("failover within a group", () => {
  const weighted = ", enable_weighted_failover: true, num_retries: 0";
  it("asks the rest of the group before the chain, and the chain again after it", () => {
    expect(callsOf(planOf(textOf("A3 B", weighted)))).toBe("A1 A1 A1 B1 B1");
  });
  it("is not certain where what was passed over decides when the others rest", () => {
    const exact = (settings: string) => planOf(textOf("A3 B", `, enable_weighted_failover: true${settings}`)).exact;
    expect([exact(""), exact(", disable_cooldowns: true"), exact(", num_retries: 0")]).toEqual([false, true, true]);
  });
  it("does nothing beside another strategy or with no fallbacks allowed", () => {
    expect(callsOf(planOf(textOf("A3 B", `${weighted}, routing_strategy: least-busy`)))).toBe("A1 B1");
    expect(callsOf(planOf(textOf("A3 B", `${weighted}, max_fallbacks: 0`)))).toBe("A1");
  });
});

describe("routing groups", () => {
  it("are called by their name with all deployments of their members, or level by level", () => {
    const set = (more: string) => `, num_retries: 0, routing_groups: [{group_name: S, models: [A, B]${more}}]`;
    const all = planOf(textOf("A B", set("")), "internal_server", "S");
    expect(all.hops.map(({ deployments }) => deployments)).toEqual([["a0", "b0"]]);
    const ranked = set(", routing_strategy: priority, model_priorities: {A: 2, B: 1}");
    expect(planOf(textOf("A B", ranked), "internal_server", "S").hops.map(({ deployments }) => deployments)).toEqual([
      ["b0"],
      ["a0"],
    ]);
  });
});

describe("an alias of a routing group", () => {
  it("has the levels of its members", () => {
    const set =
      ", num_retries: 0, model_group_alias: {x: S}, routing_groups: [{group_name: S, models: [A, B], routing_strategy: priority, model_priorities: {A: 2, B: 1}}]";
    const plan = planOf(textOf("A B", set), "internal_server", "x");
    expect(plan.hops.map(({ deployments }) => deployments)).toEqual([["b0"], ["a0"]]);
  });
});

describe("a deployment of a routing group", () => {
  it("rests in it for failures that it had in its own group of one", () => {
    const set =
      ", model_group_alias: {x: A}, routing_groups: [{group_name: S, models: [B, A], routing_strategy: priority, model_priorities: {B: 1, A: 2}}]";
    const text = textOf("A B", set).replace("[{A: [B]}]", "[{A: [S, x]}]");
    expect(callsOf(planOf(text))).toBe("A3 S3 S2");
  });
});

describe("router deployments", () => {
  const smart = (tiers: string) =>
    textOf("A B C").replace(
      "router_settings",
      `  - {model_name: R, litellm_params: {model: auto_router/complexity_router, complexity_router_config: {tiers: {${tiers}}}}, model_info: {id: r}}\nrouter_settings`,
    );
  it("lead to their only group, whose chain follows, and are not retried", () => {
    const plan = planOf(smart("SIMPLE: A, MEDIUM: A"), "internal_server", "R");
    expect([callsOf(plan), plan.exact]).toEqual(["A1 B3", true]);
  });
  it("may lead to any of several groups, and the plan says that it is not exact", () => {
    const plan = planOf(smart("SIMPLE: A, MEDIUM: C"), "internal_server", "R");
    expect([plan.hops[0]?.deployments, plan.exact]).toEqual([["a0", "c0"], false]);
  });
  it("may lead to any group whatever levels the others have", () => {
    const text = smart("SIMPLE: A, MEDIUM: C").replace("{model: openai/c0,", "{model: openai/c0, order: 1,");
    expect(planOf(text, "internal_server", "R").hops[0]?.deployments).toEqual(["a0", "c0"]);
  });
  it("answer nothing when they are asked for by their id", () => {
    expect(planOf(smart("SIMPLE: A"), "internal_server", "r").hops).toEqual([]);
  });
});

describe("an empty default_fallbacks", () => {
  it("lets that of litellm_settings through, or hides other catch-all chains", () => {
    const text = textOf("A B C", ", default_fallbacks: []").replace("[{A: [B]}]", "[{'*': [B]}]");
    expect(callsOf(planOf(text))).toBe("A3");
    expect(callsOf(planOf(`${text}litellm_settings: {default_fallbacks: [C]}\n`))).toBe("A3 C3");
  });
});

describe("an empty default_fallbacks beside a group named for a provider", () => {
  it("hides the catch-all chain that its name without the provider would find", () => {
    const text = textOf("A B", ", default_fallbacks: []").replace("[{A: [B]}]", "[{'*': [B]}]");
    const named = text.replace("model_name: A,", 'model_name: "openai/*",');
    expect(callsOf(planOf(named, "internal_server", "openai/*"))).toBe("openai/*3");
  });
});

describe("all plans of a graph", () => {
  it("are those that one gets one by one", () => {
    const graph = toRoutingGraph(readText(textOf("A2 B C", ", model_group_alias: {x: A}")));
    const asked = { kind: "general", version: "1.106.2" } as const;
    expect(planAll(graph, asked)).toEqual(graph.groups.map((model) => planAttempts(graph, { model, ...asked })));
  });
});

it("claims no order where a group fails over under several names: which deployment came first decides what is left", () => {
  const entry = (name: string, id: string) =>
    `  - {model_name: ${name}, litellm_params: {model: openai/${id}, api_key: none}, model_info: {id: ${id}}}\n`;
  const models = [entry("D", "d0"), entry("D", "d1"), entry("P", "p0"), entry("P", "p1"), entry("P", "p2")].join("");
  const router =
    "{disable_cooldowns: true, enable_weighted_failover: true, model_group_alias: {n: {model: D, hidden: true}}}";
  const textWith = (fallbacks: string) =>
    `model_list:\n${models}router_settings: ${router}\nlitellm_settings: {fallbacks: ${fallbacks}}\n`;
  const exactWith = (fallbacks: string) => planOf(textWith(fallbacks), "rate_limit", "P").exact;
  expect(exactWith("[{A: [n, D, nobody]}, {P: [openai/A]}]")).toBe(false);
  expect(exactWith("[{A: [D, nobody]}, {P: [openai/A]}]")).toBe(true);
});
