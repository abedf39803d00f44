/**
 * Wildcard groups (`openai/*`) as the gateway matches them: each `*` becomes `(.*)`, the match is anchored at the
 * start only, and the longest pattern wins, then the one with more special characters, then the one written first.
 * Source: LiteLLM 1.106 behaviour, docs/litellm-rules.md.
 */
export type WildcardPattern = { group: string; regex: RegExp };

const escaped = /[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g;
const counted = /[*+?\\^$|()]/g;

const toSource = (name: string): string => name.replace(escaped, "\\$&").replaceAll("\\*", "(.*)");

const weigh = (source: string): [number, number] => [source.length, source.match(counted)?.length ?? 0];

/** JavaScript rejects a few escapes that Python accepts, so the expression is built from the parts between the stars. */
const toRegex = (name: string): RegExp =>
  new RegExp(
    `^${name
      .split("*")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"))
      .join("(.*)")}`,
  );

export const sortPatterns = (groups: readonly string[]): WildcardPattern[] =>
  groups
    .filter((group) => group.includes("*"))
    .map((group) => ({ group, regex: toRegex(group), weight: weigh(toSource(group)) }))
    .sort((a, b) => b.weight[0] - a.weight[0] || b.weight[1] - a.weight[1])
    .map(({ group, regex }) => ({ group, regex }));
