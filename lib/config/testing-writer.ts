import type { ChainKind } from "./schema";

/*
 * Config files as people write them, in many styles, with what they mean beside the text. The writer here shares
 * nothing with the engine that it tests.
 */

export type WrittenChain = {
  kind: ChainKind;
  source: string;
  targets: string[];
  /** The stretch of text that belongs to the entry, with its trailing comment. */
  start: number;
  end: number;
};

export type WrittenConfig = { text: string; chains: WrittenChain[]; groups: string[]; secrets: string[] };

export type Draw = <T>(items: readonly T[]) => T;
type Style = {
  eol: string;
  listIndent: number;
  gap: string;
  nested: number;
  wholeFlow: boolean;
  comments: boolean;
  quotes: string;
};

const isSafelyPlain = (name: string): boolean =>
  /^[A-Za-z][A-Za-z0-9_./-]*(?::[A-Za-z0-9_./-]+)*$/.test(name) &&
  !/^(?:yes|no|on|off|true|false|null|y|n)$/i.test(name);

function writeName(draw: Draw, style: Style, name: string): string {
  const escaped = JSON.stringify(name).replace(
    /[\u0085\u2028\u2029]|\u007f|[\u0080-\u009f]|\ufeff/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const single = /^[\x20-\x7e\u00a0-\u02ff]*$/.test(name) ? `'${name.replaceAll("'", "''")}'` : escaped;
  const quoted = draw([escaped, single]);
  return style.quotes !== "always" && isSafelyPlain(name)
    ? style.quotes === "mixed"
      ? draw([name, quoted])
      : name
    : quoted;
}

const comment = (draw: Draw, style: Style): string =>
  style.comments ? draw(["", "", " # local", '   # cloud: "x"', " # a\ttab"]) : "";
const between = (draw: Draw, style: Style, indent: number): string =>
  style.comments ? draw(["", "", "", `${" ".repeat(indent)}# between${style.eol}`, style.eol]) : "";

/** The text of one entry without its last line break, `indent` being the column of its dash. */
function writeEntry(draw: Draw, style: Style, source: string, targets: string[], indent: number): string {
  const name = writeName(draw, style, source);
  const items = targets.map((target) => writeName(draw, style, target));
  const pad = " ".repeat(indent);
  const key = indent + 1 + style.gap.length;
  const form =
    targets.length === 0 ? "flow" : draw(["flow", "block", "flow", "block", "map", "wrapped", "lines"] as const);
  const head = `${pad}-${style.gap}`;
  const seps = draw([", ", ",", ",  "]);
  if (form === "map") return `${head}{${draw(["", " "])}${name}: [${items.join(seps)}]}${comment(draw, style)}`;
  if (form === "wrapped")
    return `${head}${name}:${comment(draw, style)}${style.eol}${" ".repeat(key + 2)}[${items.join(seps)}]${comment(draw, style)}`;
  if (form === "lines") {
    const deep = style.eol + " ".repeat(key + 2);
    return `${head}${name}: [${deep}${items.join(`,${deep}`)}${draw(["", ","])}${style.eol}${" ".repeat(key)}]${comment(draw, style)}`;
  }
  if (form === "flow") return `${head}${name}: [${items.join(seps)}]${comment(draw, style)}`;
  const deep = " ".repeat(key + style.nested);
  const lines = items.map((item) => `${between(draw, style, key)}${deep}- ${item}${comment(draw, style)}`);
  return `${head}${name}:${comment(draw, style)}${style.eol}${lines.join(style.eol)}`;
}

type Chains = { kind: ChainKind; entries: { source: string; targets: string[] }[] }[];

const keys: Record<ChainKind, string> = {
  general: "fallbacks",
  context_window: "context_window_fallbacks",
  content_policy: "content_policy_fallbacks",
  default: "default_fallbacks",
};

function writeLists(draw: Draw, style: Style, lists: Chains, at: number, found: WrittenChain[]): string {
  let out = "";
  for (const { kind, entries } of lists) {
    const start = at + out.length;
    if (style.wholeFlow || entries.length === 0) {
      const items = entries.map(
        ({ source, targets }) =>
          `{${writeName(draw, style, source)}: [${targets.map((target) => writeName(draw, style, target)).join(", ")}]}`,
      );
      out += `  ${keys[kind]}: [${items.join(", ")}]${comment(draw, style)}${style.eol}`;
      for (const entry of entries) found.push({ kind, ...entry, start, end: at + out.length });
      continue;
    }
    out += `  ${keys[kind]}:${comment(draw, style)}${style.eol}`;
    for (const entry of entries) {
      out += between(draw, style, style.listIndent);
      const first = at + out.length;
      out += writeEntry(draw, style, entry.source, entry.targets, style.listIndent) + style.eol;
      found.push({ kind, ...entry, start: first, end: at + out.length });
    }
  }
  return out;
}

function writeModels(draw: Draw, style: Style, groups: string[], secrets: string[]): string {
  const pad = " ".repeat(draw([0, 2, 4]));
  const entries = groups.map((group, index) => {
    const secret = secrets[index % Math.max(1, secrets.length)] ?? "none";
    const key = draw([
      `api_key: ${JSON.stringify(secret)}`,
      "api_key: os.environ/KEY",
      `headers: {Authorization: ${JSON.stringify(`Bearer ${secret}`)}}`,
    ]);
    const lines = [
      `model_name: ${writeName(draw, style, group)}`,
      "litellm_params:",
      `  model: ollama/m${index}${comment(draw, style)}`,
      `  api_base: http://127.0.0.1:${11434 + index}`,
      `  ${key}`,
    ];
    return lines.map((line, at) => `${pad}${at === 0 ? "- " : "  "}${line}`).join(style.eol);
  });
  return `model_list:${style.eol}${entries.join(style.eol + draw(["", style.eol]))}${style.eol}`;
}

export function writeConfig(draw: Draw, drawNames: () => string[], secrets: string[]): WrittenConfig {
  const style: Style = {
    eol: draw(["\n", "\n", "\r\n"]),
    listIndent: draw([2, 4, 6]),
    gap: draw([" ", " ", "   "]),
    nested: draw([0, 2, 4]),
    wholeFlow: draw([false, false, false, true]),
    comments: draw([true, false]),
    quotes: draw(["needed", "mixed", "always"]),
  };
  const groups = drawNames();
  const lists: Chains = (["general", "context_window"] as const).map((kind) => ({
    kind,
    entries: drawNames().map((source) => ({ source, targets: drawNames() })),
  }));
  const chains: WrittenChain[] = [];
  const head = draw(["", "\ufeff", `# a header${style.eol}`, `---${style.eol}`]);
  let text =
    head +
    (groups.length > 0 ? writeModels(draw, style, groups, secrets) : `model_list: []${style.eol}`) +
    draw(["", style.eol]);
  text += `${draw(["router_settings", "litellm_settings"])}:${comment(draw, style)}${style.eol}  num_retries: 2${style.eol}`;
  text += writeLists(draw, style, lists, text.length, chains);
  text += draw([
    "",
    `  timeout: 30${style.eol}`,
    `${style.eol}general_settings:${style.eol}  master_key: ${JSON.stringify(secrets[0] ?? "none")}${comment(draw, style)}${style.eol}`,
  ]);
  if (draw([true, false])) text = text.slice(0, text.length - style.eol.length);
  return {
    text,
    chains: chains.map((chain) => ({ ...chain, end: Math.min(chain.end, text.length) })),
    groups,
    secrets,
  };
}
