export type Edges = ReadonlyMap<string, ReadonlySet<string>>;

type Frame = { name: string; rest: Iterator<string> };

/** Strongly connected components of more than one name, or with a loop on one: Tarjan's algorithm, without recursion. */
export const findLoops = (edges: Edges): string[][] => {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const loops: string[][] = [];
  const lower = (name: string, to: number | undefined) => low.set(name, Math.min(low.get(name) ?? 0, to ?? 0));
  const close = (name: string) => {
    if (low.get(name) !== order.get(name)) return;
    const component = open.splice(open.lastIndexOf(name));
    for (const member of component) isOpen.delete(member);
    if (component.length > 1 || edges.get(name)?.has(name)) loops.push(component);
  };
  const enter = (name: string): Frame => {
    order.set(name, order.size);
    low.set(name, order.get(name) ?? 0);
    open.push(name);
    isOpen.add(name);
    return { name, rest: (edges.get(name) ?? []).values() };
  };
  for (const root of edges.keys()) {
    if (order.has(root)) continue;
    const stack = [enter(root)];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.rest.next();
      if (next.done) {
        stack.pop();
        const above = stack.at(-1);
        if (above) lower(above.name, low.get(top.name));
        close(top.name);
      } else if (!order.has(next.value)) stack.push(enter(next.value));
      else if (isOpen.has(next.value)) lower(top.name, order.get(next.value));
    }
  }
  return loops;
};

/** The shortest loop through the first member in alphabetical order, first and last name equal, for drawing it. */
export const drawLoop = (members: readonly string[], edges: Edges): string[] => {
  const [start] = [...members].sort();
  if (start === undefined) return [];
  const inside = new Set(members);
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const name of queue)
    for (const next of edges.get(name) ?? []) {
      if (next === start) {
        const loop = [start, name];
        for (let at = name; at !== start; at = cameFrom.get(at) ?? start) if (at !== name) loop.push(at);
        return name === start ? [start, start] : [...loop, start].reverse();
      }
      if (!inside.has(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, name);
      queue.push(next);
    }
  return [start];
};
