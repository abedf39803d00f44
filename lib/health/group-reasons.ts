import { groupBy } from "./group-by";

type NamedReason = { name: string; reason: string };

const groupsFrom = 3;

const plural = (rest: string): string =>
  rest
    .replace(/^ answers/, " answer")
    .replace(/^ is /, " are ")
    .replace(/^ does /, " do ");

/** Reasons that say the same of three models or more become one sentence that names them all; the order is kept. */
export function groupReasons(reasons: readonly NamedReason[]): string[] {
  const groups = groupBy(reasons, ({ name, reason }) => (reason.startsWith(name) ? reason.slice(name.length) : reason));
  return [...groups].flatMap(([rest, members]) => {
    if (members.length < groupsFrom) return members.map(({ reason }) => reason);
    const sentence = plural(rest).replace(/\.$/, "");
    return `${members.length} models${sentence}: ${members.map(({ name }) => name).join(", ")}.`;
  });
}
