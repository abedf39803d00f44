import { Composer, type CST, type Document, type LineCounter, Parser } from "yaml";

/*
 * Tokens are made without recursion, nodes with it. So the depth is measured on the tokens before nodes are made: in a
 * stack that is nearly full even a regular expression that is compiled for the first time ends the whole process.
 */
export const deepestNesting = 200;

type Parsed = { documents: Document.Parsed[]; tooDeepAt: number | null };

type Level = { token: CST.Token; depth: number };

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === "document") return token.value ? [token.value] : [];
  if (!("items" in token)) return [];
  return token.items.flatMap((item) => [item.key, item.value].filter((child) => child !== null && child !== undefined));
}

function findTooDeep(tokens: CST.Token[]): number | null {
  const open: Level[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let level = open.pop(); level; level = open.pop()) {
    if (level.depth > deepestNesting) return "offset" in level.token ? level.token.offset : 0;
    for (const token of childrenOf(level.token)) open.push({ token, depth: level.depth + 1 });
  }
  return null;
}

export function parseDocuments(text: string, lineCounter: LineCounter): Parsed {
  const tokens = [...new Parser(lineCounter.addNewLine).parse(text)];
  const tooDeepAt = findTooDeep(tokens);
  if (tooDeepAt !== null) return { documents: [], tooDeepAt };
  const composer = new Composer({
    schema: "failsafe",
    resolveKnownTags: false,
    keepSourceTokens: true,
    uniqueKeys: false,
    lineCounter,
  });
  return { documents: [...composer.compose(tokens, true, text.length)], tooDeepAt: null };
}
