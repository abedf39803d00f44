import { expect, test } from "vitest";
import { longestTimeout, pausesOf, timeOfFailure, timeoutOf } from "./call-time";
import { graphWith } from "./testing";

test("pauses double from half a second to 8 s, and up to 0.75 s each is left to chance", () => {
  expect(pausesOf(0)).toEqual({ least: 0, most: 0 });
  expect(pausesOf(1)).toEqual({ least: 0, most: 0 });
  expect(pausesOf(2)).toEqual({ least: 1.5, most: 3 });
  // Measured with two retries on LiteLLM 1.106: 4.1 to 5.1 s.
  expect(pausesOf(3)).toEqual({ least: 3.5, most: 5.75 });
  expect(pausesOf(7).least).toBe(0.5 + 1 + 2 + 4 + 8 + 8 + 8);
});

test("a deployment's own time-out comes before that of the gateway, whose default is 6,000 s", () => {
  const graph = graphWith(
    [
      { group: "a", id: "1" },
      { group: "b", id: "2", timeout: 5 },
    ],
    "router_settings: {timeout: 30}",
  );
  expect(graph.deployments.map((one) => timeoutOf(graph, one))).toEqual([30, 5]);
  const silent = graphWith([{ group: "a", id: "1" }]);
  expect(silent.deployments.map((one) => timeoutOf(silent, one))).toEqual([6000]);
});

test("a group of several deployments is asked again without a pause, the slowest counts", () => {
  const graph = graphWith([
    { group: "a", id: "1", timeout: 5 },
    { group: "a", id: "2", timeout: 7 },
  ]);
  const timeout = longestTimeout(graph, graph.deployments);
  const thrice = { least: 3, most: 3 };
  expect(timeOfFailure({ calls: thrice, timeout, groupSize: 2 })).toEqual({ least: 0, most: 21 });
  expect(timeOfFailure({ calls: thrice, timeout: 5, groupSize: 1 })).toEqual({ least: 3.5, most: 20.75 });
  expect(timeOfFailure({ calls: { least: 1, most: 3 }, timeout: 5, groupSize: 1 })).toEqual({ least: 0, most: 20.75 });
});

test("without a dead deployment nothing is waited for", () => {
  const timeout = longestTimeout(graphWith([]), []);
  expect(timeOfFailure({ calls: { least: 3, most: 3 }, timeout, groupSize: 1 })).toEqual({ least: 0, most: 0 });
});
