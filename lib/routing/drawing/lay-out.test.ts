import fc from "fast-check";
import { expect, test } from "vitest";
import { toRoutingGraph } from "@/lib/routing/graph";
import { graphOf, readText } from "@/lib/routing/testing";
import { toLayoutTask } from "./lanes";
import { layOut } from "./lay-out";
import type { Drawing, Layout, Point } from "./schema";
import { cardHeight, cardWidth, columnGap } from "./sizes";
import { crowdOf, drawOf } from "./testing";
import { labelPoint, tracePath } from "./trace-path";

const taskOf = ({ names, hops, lanes }: Drawing) => toLayoutTask(names, hops, lanes);
const isOver = (a: Point, b: Point) => Math.abs(a.x - b.x) < cardWidth && Math.abs(a.y - b.y) < cardHeight;
const overlaps = ({ names }: Layout) =>
  names.flatMap((a, at) =>
    names
      .slice(at + 1)
      .filter((b) => isOver(a, b))
      .map((b) => `${a.id} over ${b.id}`),
  );

const someGraph = fc
  .record({
    count: fc.integer({ min: 1, max: 14 }),
    chains: fc.dictionary(fc.nat(13).map(String), fc.uniqueArray(fc.nat(16), { maxLength: 5 }), { maxKeys: 8 }),
    standard: fc.uniqueArray(fc.nat(13), { maxLength: 3 }),
  })
  .map(({ count, chains, standard }) => {
    const names = Array.from({ length: count }, (_, at) => `m${at}`);
    const lists = Object.entries(chains).map(([source, targets]) => `{m${source}: [${targets.map((at) => `m${at}`)}]}`);
    return graphOf(
      names,
      `router_settings: {fallbacks: [${lists}], default_fallbacks: [${standard.map((at) => `m${at}`)}]}\n`,
    );
  });

test("every name has a place of its own, and every hop a route from card to card", () => {
  fc.assert(
    fc.property(someGraph, (graph) => {
      const drawing = drawOf(graph);
      const layout = layOut(taskOf(drawing));
      expect(layout.names.map(({ id }) => id).sort()).toEqual(drawing.names.map(({ id }) => id).sort());
      expect(overlaps(layout)).toEqual([]);
      const at = new Map(layout.names.map((name) => [name.id, name]));
      for (const { id, points } of layout.routes) {
        const hop = drawing.hops.find((each) => each.id === id);
        const from = at.get(hop?.from ?? "");
        const to = at.get(hop?.to ?? "");
        expect([from?.x, (from?.x ?? 0) + cardWidth]).toContain(points[0]?.x);
        expect([to?.x, (to?.x ?? 0) + cardWidth]).toContain(points.at(-1)?.x);
        expect(Math.abs((points.at(-1)?.y ?? 0) - (to?.y ?? 0) - cardHeight / 2)).toBeLessThanOrEqual(cardHeight / 2);
        expect(tracePath(points)).not.toContain("NaN");
      }
    }),
    { numRuns: 30 },
  );
});

test("a hop that passes a column runs where no card stands", () => {
  fc.assert(
    fc.property(someGraph, (graph) => {
      const { names, routes } = layOut(taskOf(drawOf(graph)));
      for (const { points } of routes)
        for (let at = 1; at + 1 < points.length; at += 2) {
          const [a, b] = [points[at], points[at + 1]];
          const column = names.filter(({ x }) => Math.abs(x - Math.min(a?.x ?? 0, b?.x ?? 0)) < 1);
          expect(column.filter(({ y }) => (a?.y ?? 0) > y && (a?.y ?? 0) < y + cardHeight)).toEqual([]);
        }
    }),
    { numRuns: 30 },
  );
});

test("lanes stand side by side in their order, each as wide as its columns", () => {
  const drawing = drawOf(crowdOf({ groups: 60, hopsEach: 3, backends: 4, seed: 3 }));
  const { lanes, names } = layOut(taskOf(drawing));
  expect(lanes.map(({ key }) => key)).toEqual(drawing.lanes.map(({ key }) => key));
  const gaps = lanes.slice(1).map((lane, at) => lane.x - (lanes[at]?.x ?? 0) - (lanes[at]?.width ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(0);
  const xOf = new Map(names.map(({ id, x }) => [id, x]));
  for (const { id, lane } of drawing.names) {
    const own = lanes.find(({ key }) => key === lane);
    expect(xOf.get(id)).toBeGreaterThanOrEqual(own?.x ?? Number.POSITIVE_INFINITY);
    expect((xOf.get(id) ?? 0) + cardWidth).toBeLessThanOrEqual((own?.x ?? 0) + (own?.width ?? 0));
  }
});

test("the same task gives the same layout", () => {
  const task = taskOf(drawOf(crowdOf({ groups: 30, hopsEach: 3, backends: 5, seed: 11 })));
  expect(layOut(task)).toEqual(layOut(structuredClone(task)));
});

test("nothing to lay out is nothing", () => {
  expect(layOut({ columns: [], hops: [] })).toMatchObject({ names: [], lanes: [], routes: [], width: 0 });
});

test("two hundred groups with a thousand hops are laid out in seconds, and stay compact", () => {
  const drawing = drawOf(crowdOf({ groups: 200, hopsEach: 5, backends: 12, seed: 7 }));
  const started = performance.now();
  const layout = layOut(taskOf(drawing));
  const tookMs = Math.round(performance.now() - started);
  console.log(
    `${drawing.names.length} names, ${drawing.hops.length} hops: ${tookMs} ms, ${layout.width} × ${Math.round(layout.height)}`,
  );
  expect(overlaps(layout)).toEqual([]);
  expect(layout.height).toBeLessThan(2500);
  expect(tookMs).toBeLessThan(8000);
});

test("the width holds the arcs beside the last column", () => {
  const one = layOut(taskOf(drawOf(graphOf(["a", "b"], "router_settings: {default_fallbacks: [a]}\n"))));
  const text =
    "model_list:\n  - {model_name: a, litellm_params: {model: ollama/a, api_base: 'http://127.0.0.1:1'}}\n  - {model_name: b, litellm_params: {model: ollama/b, api_base: 'http://127.0.0.1:1'}}\n";
  const beside = layOut(taskOf(drawOf(toRoutingGraph(readText(`${text}router_settings: {fallbacks: [{a: [b]}]}\n`)))));
  expect(one.width).toBe(3 * cardWidth + 2 * columnGap);
  expect(beside.width).toBeGreaterThan(cardWidth + 10);
});

test("a number stands on its hop's first curve, beside the column for an arc", () => {
  const label = labelPoint([
    { x: 0, y: 0 },
    { x: 100, y: 50 },
  ]);
  expect(label.x).toBeGreaterThan(20);
  expect(label.x).toBeLessThan(60);
  expect(
    labelPoint([
      { x: 10, y: 0 },
      { x: 10, y: 90 },
    ]).x,
  ).toBeGreaterThan(10);
  expect([tracePath([]), labelPoint([])]).toEqual(["", { x: 0, y: 0 }]);
});
