import { expect, test } from "vitest";
import { toRoutingGraph } from "@/lib/routing/graph";
import { graphOf, readText } from "@/lib/routing/testing";
import { drawGraph } from "./draw-graph";
import { crowdOf, drawOf, listsOf } from "./testing";

const nameOf = (drawing: ReturnType<typeof drawOf>, id: string) => drawing.names.find((name) => name.id === id);
const hopsOf = (drawing: ReturnType<typeof drawOf>) =>
  drawing.hops.map(({ from, to, kind, position }) => `${from} -${kind} ${position}-> ${to}`);

test("every target of every list is a hop with its number", () => {
  const graph = graphOf(
    ["a", "b", "c"],
    "router_settings: {fallbacks: [{a: [b, c]}], content_policy_fallbacks: [{b: [c]}]}\n",
  );
  expect(hopsOf(drawOf(graph))).toEqual([
    "group a -general 1-> group b",
    "group a -general 2-> group c",
    "group b -content_policy 1-> group c",
  ]);
});

test("a default list starts at a name that stands for all others", () => {
  const drawing = drawOf(graphOf(["a", "b"], "router_settings: {default_fallbacks: [b]}\n"));
  expect(hopsOf(drawing)).toEqual(["any * -default 1-> group b"]);
  expect(nameOf(drawing, "any *")?.lane).toBe("names");
});

test("a target that nothing answers to is a name of nobody's", () => {
  const drawing = drawOf(graphOf(["a"], "router_settings: {fallbacks: [{a: [gone]}]}\n"));
  expect(nameOf(drawing, "nobody gone")).toMatchObject({ lane: "nobody", group: null, deadEnd: false });
  expect(drawing.hops[0]).toMatchObject({ cut: "unknown-target" });
  expect(nameOf(drawing, "group a")?.deadEnd).toBe(true);
});

test("aliases, ids and raw names lead to the group that is really called", () => {
  const rest =
    "router_settings: {model_group_alias: {nick: b}, fallbacks: [{a: [nick, id-2, openai/up-3]}, {nick: [c]}]}\n";
  const drawing = drawOf(graphOf(["a", "b", "c", "d"], rest));
  expect(drawing.hops.map(({ from, to, target }) => [from, to, target])).toEqual([
    ["group a", "group b", "nick"],
    ["group a", "group c", "id-2"],
    ["group a", "group d", "openai/up-3"],
    ["alias nick", "group c", "c"],
  ]);
  expect(nameOf(drawing, "alias nick")).toMatchObject({ group: "b", lane: "names" });
});

test("who has no chain and no default is a dead end, until there is a default", () => {
  const chains = "fallbacks: [{a: [b]}]";
  expect(drawOf(graphOf(["a", "b"], `router_settings: {${chains}}\n`)).names.map(({ deadEnd }) => deadEnd)).toEqual([
    false,
    true,
  ]);
  const withDefault = drawOf(graphOf(["a", "b"], `router_settings: {${chains}, default_fallbacks: [a]}\n`));
  expect(withDefault.names.map(({ deadEnd }) => deadEnd)).toEqual([false, false, false]);
});

test("a loop is numbered on its names and hops, and the hop that comes back to the source is never tried", () => {
  const drawing = drawOf(graphOf(["a", "b", "c"], "router_settings: {fallbacks: [{a: [b]}, {b: [a, c]}]}\n"));
  expect(drawing.names.map(({ loop }) => loop)).toEqual([1, 1, null]);
  expect(drawing.hops.map(({ loop }) => loop)).toEqual([1, 1, null]);
});

test("loops of two kinds are not one", () => {
  const rest = "router_settings: {fallbacks: [{a: [b]}], context_window_fallbacks: [{b: [a]}]}\n";
  expect(drawOf(graphOf(["a", "b"], rest)).names.map(({ loop }) => loop)).toEqual([null, null]);
});

test("where no fallback is allowed every hop says so", () => {
  const graph = graphOf(["a", "b"], "router_settings: {fallbacks: [{a: [b]}]}\n");
  const limited = drawOf({ ...graph, settings: { ...graph.settings, maxFallbacks: 0 } });
  expect(limited.hops.map(({ cut }) => cut)).toEqual(["max-fallbacks"]);
  expect(limited.names.map(({ deadEnd }) => deadEnd)).toEqual([true, true]);
});

test("of a target written twice the first is tried, and the draft's second one is the added one", () => {
  const graph = graphOf(["a", "b", "c"], "router_settings: {fallbacks: [{a: [b, c, b]}]}\n");
  const onDisk = [{ kind: "general" as const, source: "a", targets: ["b", "c"] }];
  const { hops } = drawGraph({ graph, onDisk, version: "1.106.2" });
  expect(hops.map(({ cut }) => cut)).toEqual([null, null, "already-tried"]);
  expect(hops.map(({ change }) => change)).toEqual([null, null, "added"]);
});

test("a hop that the draft takes out stays in the picture as removed", () => {
  const graph = graphOf(["a", "b", "c"], "router_settings: {fallbacks: [{a: [c]}]}\n");
  const onDisk = [...listsOf(graph), { kind: "general" as const, source: "b", targets: ["c"] }];
  const { hops } = drawGraph({ graph, onDisk, version: null });
  expect(hops.map(({ from, change, position }) => [from, change, position])).toEqual([
    ["group a", null, 1],
    ["group b", "removed", 1],
  ]);
});

test("names are laned by backend, and a group on several backends stands between", () => {
  const text = [
    "model_list:",
    "  - {model_name: here, litellm_params: {model: openai/x, api_base: 'http://127.0.0.1:9000/v1'}}",
    "  - {model_name: both, litellm_params: {model: openai/y, api_base: 'http://127.0.0.1:9000/v1'}}",
    "  - {model_name: both, litellm_params: {model: openai/y, api_base: 'https://far.example/v1', api_key: os.environ/FAR}}",
    "  - {model_name: away, litellm_params: {model: openai/z, api_base: 'https://far.example/v1', api_key: os.environ/FAR}}",
    "router_settings: {fallbacks: [{here: [away]}]}",
  ];
  const drawing = drawOf(toRoutingGraph(readText(text.join("\n"))));
  expect(drawing.lanes.map(({ kind }) => kind)).toEqual(["local", "several", "remote"]);
  expect(nameOf(drawing, "group both")?.backends).toHaveLength(2);
});

test("odd names are names like any other", () => {
  const odd = ["__proto__", "constructor", "a b/c:d", '🦙 "q"'];
  const list = odd
    .slice(1)
    .map((name) => JSON.stringify(name))
    .join(", ");
  const drawing = drawOf(graphOf(odd, `router_settings: {fallbacks: [{"__proto__": [${list}]}]}\n`));
  expect(drawing.names.map(({ name }) => name)).toEqual(odd);
  expect(drawing.hops).toHaveLength(3);
});

test("a gateway without models is an empty drawing", () => {
  expect(drawOf(toRoutingGraph(readText("model_list: []\n")))).toEqual({ names: [], hops: [], lanes: [] });
});

test("two hundred groups are drawn within a frame or few", () => {
  const graph = crowdOf({ groups: 200, hopsEach: 5, backends: 12, seed: 7 });
  drawOf(graph);
  const started = performance.now();
  const drawing = drawOf(graph);
  console.log(
    `drawn ${drawing.names.length} names, ${drawing.hops.length} hops in ${Math.round(performance.now() - started)} ms`,
  );
  expect(drawing.hops.length).toBeGreaterThan(950);
});
