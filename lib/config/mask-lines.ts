import { mask, maskKnown } from "./mask-text";
import { isSecretName, isShowable } from "./secret-names";

/*
 * Masking without understanding the text: for files that do not parse and for comments. After a secret-looking name
 * everything to the end of the line goes, and every deeper line below it.
 */

const nameAndValue = /([\w.-]{1,100})(["']?[ \t]*[:=][ \t]*)(\S.*)?$/;
const indentOf = (line: string): number => line.length - line.replace(/^[ \t#-]+/, "").length;

const isShown = (value: string): boolean =>
  isShowable(
    value
      .replace(/[ \t]+#.*$/, "")
      .replace(/[,}\]\s]+$/, "")
      .replace(/^(["'])(.*)\1$/, "$2"),
  );

/** Masks from the first secret-looking name of a line on. `isOpen`: what it names goes on in deeper lines. */
export function maskLine(line: string): { line: string; isOpen: boolean; hidden: string } {
  let from = 0;
  for (;;) {
    const rest = line.slice(from);
    const found = /([\w.-]{1,100})["']?[ \t]*[:=](?=[ \t"'[{]|$|(?<==).)/.exec(rest);
    if (!found) return { line, isOpen: false, hidden: "" };
    const at = from + found.index;
    from = at + found[0].length;
    if (!isSecretName(found[1] ?? "")) continue;
    const parts = nameAndValue.exec(line.slice(at));
    const value = parts?.[3]?.trim() ?? "";
    if (value === "") return { line, isOpen: true, hidden: "" };
    const [first = ""] = value.split(/[,}\]]|[ \t]#/, 1);
    if (isShown(first) || /^(?:true|false)\b/i.test(first)) continue;
    return { line: `${line.slice(0, from)} ${mask}`, isOpen: true, hidden: first };
  }
}

const bareText = (value: string): string => value.trim().replace(/^["']|["']$/g, "");

export function maskLines(text: string): string {
  let hiddenBelow: number | null = null;
  const known = new Set<string>();
  const masked = text
    .split("\n")
    .map((whole) => {
      const end = whole.endsWith("\r") ? "\r" : "";
      const line = end ? whole.slice(0, -1) : whole;
      if (line.trim() === "") return whole;
      const indent = indentOf(line);
      if (hiddenBelow !== null && indent > hiddenBelow) {
        known.add(bareText(line));
        return line.slice(0, indent) + mask + end;
      }
      const found = maskLine(line);
      hiddenBelow = found.isOpen ? indent : null;
      if (found.hidden !== "") known.add(bareText(found.hidden));
      return found.line + end;
    })
    .join("\n");
  return maskKnown(
    masked,
    [...known].filter((value) => value.length >= 4),
  );
}

/** Masks what comments say about secrets, such as an old key that was commented out. */
export const maskComments = (text: string): string =>
  text.replace(/(^|[ \t])(#[^\r\n]*)/gm, (_, before: string, comment: string) => before + maskLine(comment).line);
