import { Graph, type GraphLabel, layout as runDagre } from "@dagrejs/dagre";
import { pairKey, routeHops } from "./route-hops";
import type { Layout, LayoutTask, Point } from "./schema";
import { cardHeight, cardWidth, columnGap, passGap, rowGap } from "./sizes";
import { reachOf } from "./trace-path";

/**
 * A layered drawing whose layers are the lanes' columns: the library orders the names of each column so that few hops
 * cross, and finds room for the hops that pass a column. Above `passLimit` passings that room would outgrow the screen and
 * the time one waits: then only the order is taken, from hops between near columns, and the names are stacked.
 */
const passLimit = 450;
const nearColumns = 2;

type Placed = { at: ReadonlyMap<string, Point>; passes: ReadonlyMap<string, readonly Point[]>; height: number };

type Joined = { id: string; from: string; to: string; span: number };

const columnsOf = (task: LayoutTask): Map<string, number> =>
  new Map(task.columns.flatMap(({ names }, column) => names.map((id) => [id, column])));

/** Hops between two columns, each once and from left to right. */
function joinColumns(task: LayoutTask, columns: ReadonlyMap<string, number>): Joined[] {
  const joined = new Map<string, Joined>();
  for (const { from, to } of task.hops) {
    const span = (columns.get(to) ?? 0) - (columns.get(from) ?? 0);
    const [left, right] = span > 0 ? [from, to] : [to, from];
    const id = pairKey(from, to);
    if (span !== 0) joined.set(id, { id, from: left, to: right, span: Math.abs(span) });
  }
  return [...joined.values()];
}

// The library takes a function as ranker; its types know the names of its own only.
const asRanker = (ranker: (graph: Graph) => void) => ranker as unknown as NonNullable<GraphLabel["ranker"]>;

function runLibrary(task: LayoutTask, columns: ReadonlyMap<string, number>, joined: readonly Joined[]): Placed {
  const graph = new Graph({ multigraph: true });
  // It doubles ranks to make room for labels.
  const ranker = asRanker((ranked) => {
    for (const id of ranked.nodes()) ranked.node(id).rank = 2 * (columns.get(id) ?? 0);
  });
  graph.setGraph({ rankdir: "LR", nodesep: rowGap, edgesep: passGap, ranksep: columnGap, ranker });
  for (const id of columns.keys()) graph.setNode(id, { width: cardWidth, height: cardHeight });
  for (const { id, from, to } of joined) graph.setEdge(from, to, {}, id);
  runDagre(graph);
  const at = new Map(
    task.columns.flatMap(({ names }, column) =>
      names.map((id): [string, Point] => [id, { x: leftOf(column), y: graph.node(id).y - cardHeight / 2 }]),
    ),
  );
  const passes = new Map(
    joined.map(({ id, from, to, span }): [string, Point[]] => {
      const points: Point[] = graph.edge(from, to, id).points;
      const first = columns.get(from) ?? 0;
      // Both ends and a point for each half rank between them.
      return [id, spanRange(span).map((step) => ({ x: leftOf(first + step), y: points[2 * step]?.y ?? 0 }))];
    }),
  );
  return { at, passes, height: graph.graph().height ?? 0 };
}

const leftOf = (column: number): number => column * (cardWidth + columnGap);

/** Columns strictly between two that stand `span` apart. */
const spanRange = (span: number): number[] => Array.from({ length: span - 1 }, (_, at) => at + 1);

/** The order of `placed`, without the gaps. */
function stack(task: LayoutTask, placed: Placed): Placed {
  const step = cardHeight + rowGap;
  const tallest = Math.max(0, ...task.columns.map(({ names }) => names.length)) * step - rowGap;
  const at = new Map<string, Point>();
  task.columns.forEach(({ names }, column) => {
    const sorted = [...names].sort((a, b) => (placed.at.get(a)?.y ?? 0) - (placed.at.get(b)?.y ?? 0));
    const top = (tallest - (sorted.length * step - rowGap)) / 2;
    sorted.forEach((id, row) => {
      at.set(id, { x: leftOf(column), y: top + row * step });
    });
  });
  return { at, passes: new Map(), height: tallest };
}

/** Positions of all names and routes of all hops, in pixels; the same task always gives the same layout. */
export function layOut(task: LayoutTask): Layout {
  const columns = columnsOf(task);
  const joined = joinColumns(task, columns);
  const isSmall = joined.reduce((sum, { span }) => sum + span - 1, 0) <= passLimit;
  const placed = isSmall
    ? runLibrary(task, columns, joined)
    : stack(
        task,
        runLibrary(
          task,
          columns,
          joined.filter(({ span }) => span <= nearColumns),
        ),
      );
  const lanes = new Map<string, { key: string; x: number; width: number }>();
  task.columns.forEach(({ lane }, column) => {
    const x = lanes.get(lane)?.x ?? leftOf(column);
    lanes.set(lane, { key: lane, x, width: leftOf(column) + cardWidth - x });
  });
  const routes = routeHops(task.hops, placed.at, placed.passes);
  const across = Math.max(0, leftOf(task.columns.length) - columnGap);
  return {
    names: [...placed.at].map(([id, point]) => ({ id, ...point })),
    lanes: [...lanes.values()],
    routes,
    width: routes.reduce((most, { points }) => Math.max(most, reachOf(points)), across),
    height: placed.height,
  };
}
