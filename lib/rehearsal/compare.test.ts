import { describe, expect, it } from "vitest";
import { compareAttempts, countVerdicts } from "./compare";
import { expectAttempts } from "./expect";
import { toResult } from "./results";
import type { Expected, Observed, Scenario } from "./schema";

const hop = (group: string, deployments: string[], calls = 1) => ({ group, deployments, via: "request", calls });
const expected = (hops: Expected["hops"], answered = true, open: string | null = null): Expected => ({
  hops,
  answered,
  open,
  certain: true,
});
const seen = (calls: string[], answered: string | null, error: string | null = null): Observed => ({
  calls: calls.map((deployment) => ({ group: "g", deployment })),
  answered,
  error,
});
const pair = expected([hop("a", ["a1", "a2"]), hop("b", ["b1"])]);

describe("calls that were made beside planned ones", () => {
  it.each<[string, Expected, Observed, string]>([
    ["either deployment of a group will do", pair, seen(["a2", "b1"], "b1"), "as-planned"],
    ["another order", pair, seen(["b1", "a1"], "a1"), "different"],
    ["a call too few", pair, seen(["a1"], null), "different"],
    ["a call too many", pair, seen(["a1", "b1", "c1"], "c1"), "different"],
    ["the right calls and no answer", pair, seen(["a1", "b1"], null, "500"), "different"],
    ["an answer of somebody who was called earlier", pair, seen(["a1", "b1"], "a1"), "different"],
    ["nobody answers, as planned", expected(pair.hops, false), seen(["a1", "b1"], null, "500"), "as-planned"],
    ["an answer that was not planned", expected(pair.hops, false), seen(["a1", "b1"], "b1"), "different"],
    ["no call at all, as planned", expected([], false), seen([], null, "400"), "as-planned"],
    [
      "another deployment of the group first",
      expected([hop("a", ["a1", "a2"], 2)], false),
      seen(["a2", "a1"], null),
      "as-planned",
    ],
    [
      "random from the second hop on",
      expected(pair.hops, true, "random"),
      seen(["a1", "b1", "z"], "z"),
      "not-determined",
    ],
    ["wrong before it becomes random", expected(pair.hops, true, "random"), seen(["z", "b1"], "b1"), "different"],
  ])("%s", (_, planned, observed, verdict) => {
    expect(compareAttempts(planned, observed).verdict).toBe(verdict);
  });

  it("decides nothing by a difference from a plan that is not certain", () => {
    const guessed = { ...pair, certain: false };
    expect(compareAttempts(guessed, seen(["b1"], "b1")).verdict).toBe("not-determined");
    expect(compareAttempts(guessed, seen(["a1", "b1"], "b1")).verdict).toBe("as-planned");
  });

  it("says why it differs, with the error that the client was given", () => {
    expect(compareAttempts(pair, seen(["a1", "b1"], null, "boom")).why).toContain("boom");
    expect(compareAttempts(pair, seen(["a1", "x"], "x")).why).toContain("x");
  });

  it("counts each verdict", () => {
    const results = (["as-planned", "different", "different", "could-not-run"] as const).map((verdict) => ({
      verdict,
    }));
    expect(countVerdicts(results)).toEqual({
      scenarios: 4,
      asPlanned: 1,
      different: 2,
      notDetermined: 0,
      couldNotRun: 1,
    });
  });
});

describe("what a plan says of a request", () => {
  const planned = (group: string, deployments: string[], position: number) => ({
    position,
    group,
    deployments,
    via: "request",
    calls: 3,
  });
  const plan = {
    model: "a",
    kind: "general" as const,
    hops: [planned("a", ["a1"], 1), planned("b", ["b1", "b2"], 2), planned("a", ["a1"], 3)],
    cut: [],
    rulesOf: "1.106",
    exact: true,
  };
  const groups = ({ hops }: Expected) => hops.map(({ group, calls }) => `${group}${calls}`).join(",");

  it("ends with the first hop of which all answer, which is called once", () => {
    expect(groups(expectAttempts(plan, new Set(["a1"])))).toBe("a3,b1");
  });

  it("goes through a group that was dead before when it comes again", () => {
    const all = expectAttempts(plan, new Set(["a1", "b1", "b2"]));
    expect([groups(all), all.answered]).toEqual(["a3,b3,a3", false]);
  });

  it("is open where some of a group answer, and from a chooser on", () => {
    expect(expectAttempts(plan, new Set(["a1", "b1"])).open).toContain("1 of them fail");
    const chooser = expectAttempts(plan, new Set(["a1"]), new Set(["b2"]));
    expect([groups(chooser), chooser.open]).toEqual(["a3", "b chooses among other models by the prompt."]);
  });
});

describe("what is kept of a scenario", () => {
  const scenario: Scenario = {
    id: "a|dead|1",
    kind: "dead",
    model: "a",
    failing: 1,
    stream: true,
    dead: ["a1"],
    expected: expected([hop("a", ["a1"]), hop("b", ["b1"])]),
  };
  const keyed = [
    { key: "d0", identity: "a1", group: "a", writtenId: "a1" },
    { key: "d1", identity: "b1", group: "b", writtenId: null },
  ];
  const client = { status: 200, headers: {}, totalMs: 1, firstByteMs: 1, stream: { pieces: 1, ended: false } };
  const raw = { calls: ["d0", "d1"], answered: "d1", error: null };

  it("names deployments as the configuration does", () => {
    const { observed, verdict } = toResult(scenario, raw, keyed, null);
    expect(verdict).toBe("as-planned");
    expect(observed).toMatchObject({ calls: [{ group: "a", deployment: "a1" }, { deployment: "b1" }], answered: "b1" });
  });

  it("does not call a stream as planned that was cut off", () => {
    expect(toResult(scenario, raw, keyed, client)).toMatchObject({ verdict: "different" });
  });
});
