/** Strongly connected components of more than one name, or with a loop on one: Tarjan's algorithm, without recursion. */
export const findLoops = (edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] => {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const loops: string[][] = [];
  const close = (name: string) => {
    if (low.get(name) !== order.get(name)) return;
    const component = open.splice(open.lastIndexOf(name));
    for (const member of component) isOpen.delete(member);
    if (component.length > 1 || edges.get(name)?.has(name)) loops.push(component);
  };
  const enter = (name: string) => {
    order.set(name, order.size);
    low.set(name, order.get(name) ?? 0);
    open.push(name);
    isOpen.add(name);
    return { name, rest: [...(edges.get(name) ?? [])] };
  };
  for (const root of edges.keys()) {
    if (order.has(root)) continue;
    const stack = [enter(root)];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.rest.shift();
      if (next === undefined) {
        stack.pop();
        const above = stack.at(-1);
        if (above) low.set(above.name, Math.min(low.get(above.name) ?? 0, low.get(top.name) ?? 0));
        close(top.name);
      } else if (!order.has(next)) stack.push(enter(next));
      else if (isOpen.has(next)) low.set(top.name, Math.min(low.get(top.name) ?? 0, order.get(next) ?? 0));
    }
  }
  return loops;
};

/** The shortest loop through the first member, first and last name equal, for drawing it. */
export const drawLoop = (members: readonly string[], edges: ReadonlyMap<string, ReadonlySet<string>>): string[] => {
  const [start] = [...members].sort();
  if (start === undefined) return [];
  const inside = new Set(members);
  const paths: string[][] = [[start]];
  const seen = new Set<string>();
  for (let path = paths.shift(); path; path = paths.shift())
    for (const next of edges.get(path.at(-1) ?? "") ?? []) {
      if (next === start) return [...path, start];
      if (!inside.has(next) || seen.has(next)) continue;
      seen.add(next);
      paths.push([...path, next]);
    }
  return [start];
};
