import { Composer, type CST, type Document, type LineCounter, Parser } from "yaml";

/*
 * Tokens are made without recursion, nodes with it. So the depth is measured on the tokens before nodes are made: in a
 * stack that is nearly full even a regular expression that is compiled for the first time ends the whole process.
 */
export const deepestNesting = 200;

/** `tabAt`: a tab outside quotes and comments, which the gateway's parser refuses wherever it stands. */
type Parsed = { documents: Document.Parsed[]; tooDeepAt: number | null; tabAt: number | null };

type Level = { token: CST.Token; depth: number };

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === "document") return token.value ? [token.value] : [];
  if (!("items" in token)) return [];
  return token.items.flatMap((item) => [item.key, item.value].filter((child) => child !== null && child !== undefined));
}

const hasTab = (token: CST.Token): boolean =>
  (token.type === "space" || token.type === "scalar") && token.source.includes("\t");

/** Blanks and plain scalars directly in a token. */
function ownTokens(token: CST.Token): CST.Token[] {
  const items = "items" in token ? token.items.flatMap((item) => [...item.start, ...(item.sep ?? [])]) : [];
  const start = "start" in token && Array.isArray(token.start) ? token.start : [];
  return [token, ...items, ...start, ...("end" in token ? (token.end ?? []) : [])];
}

function findTab(tokens: CST.Token[]): number | null {
  let first: number | null = null;
  const open = [...tokens];
  for (let token = open.pop(); token; token = open.pop()) {
    for (const own of ownTokens(token)) {
      if (hasTab(own) && "offset" in own && (first === null || own.offset < first)) first = own.offset;
    }
    open.push(...childrenOf(token));
  }
  return first;
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
  if (tooDeepAt !== null) return { documents: [], tooDeepAt, tabAt: null };
  const tabAt = text.includes("\t") ? findTab(tokens) : null;
  const composer = new Composer({
    schema: "failsafe",
    resolveKnownTags: false,
    keepSourceTokens: true,
    uniqueKeys: false,
    lineCounter,
  });
  return { documents: [...composer.compose(tokens, true, text.length)], tooDeepAt: null, tabAt };
}
