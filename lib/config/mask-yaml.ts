import { isAlias, isMap, isScalar, isSeq, type Node } from "yaml";
import { maskComments, maskLines } from "./mask-lines";
import { mask, maskKnown, maskPatterns } from "./mask-text";
import { collectSecrets, isSecretText, open, type Setting, under } from "./secret-values";
import { cursorAtRoot, valueAt } from "./yaml-cursor";
import { parseYamlFile, type YamlFile } from "./yaml-file";
import { isNode, keyText } from "./yaml-value";

type Hidden = Map<Node, [number, number]>;

/** Collects the ranges of secret scalars, through aliases to where they are written. */
function findHidden(file: YamlFile, node: Node, setting: Setting, hidden: Hidden): void {
  if (isAlias(node)) {
    const target = file.targets.get(node);
    if (target && setting.isSecret) findHidden(file, target, setting, hidden);
  } else if (isScalar(node)) {
    const value = file.values.get(node);
    const isValue = typeof value === "string" || typeof value === "number";
    if (isValue && isSecretText(String(value), setting) && node.range) hidden.set(node, [node.range[0], node.range[1]]);
  } else if (isSeq(node)) {
    for (const item of node.items) if (isNode(item)) findHidden(file, item, setting, hidden);
  } else if (isMap(node)) {
    for (const pair of node.items)
      if (isNode(pair.value)) findHidden(file, pair.value, under(keyText(pair), setting), hidden);
  }
}

/** A mask of as many lines as the text had; the marker of a block scalar stays. */
function hide(written: string): string {
  const [first = "", ...rest] = written.split("\n");
  const head = rest.length > 0 && /^[|>]/.test(first) ? first : first.endsWith("\r") ? `${mask}\r` : mask;
  const lines = rest.map((line) => {
    const end = line.endsWith("\r") ? "\r" : "";
    const bare = end ? line.slice(0, -1) : line;
    return bare.trim() === "" ? line : `${/^\s*/.exec(bare)?.[0] ?? ""}${mask}${end}`;
  });
  return [head, ...lines].join("\n");
}

/** The same text, line by line, with every secret hidden; a text that does not parse is hidden by its lines' looks. */
export function maskYaml(text: string): string {
  const file = parseYamlFile({ path: "", text });
  if (file.broken || !file.root) return maskPatterns(maskLines(text));
  const secrets = new Set<string>();
  collectSecrets(valueAt(cursorAtRoot(file)), open, secrets);
  const hidden: Hidden = new Map();
  findHidden(file, file.root, open, hidden);
  let masked = text;
  for (const [start, end] of [...hidden.values()].sort((one, other) => other[0] - one[0])) {
    const written = masked.slice(start, end);
    secrets.add(written.replace(/^(["'])(.*)\1$/s, "$2"));
    masked = masked.slice(0, start) + hide(written) + masked.slice(end);
  }
  return maskPatterns(maskComments(maskKnown(masked, [...secrets])));
}
