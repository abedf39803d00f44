import { isShowable, secretQuery, tokenLike, userInfo } from "./secret-names";

export const mask = "••••";

const escapeForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** The forms in which a secret turns up: bare, line by line, in a URL, in JSON. */
function formsOf(secret: string): string[] {
  const wellFormed = secret.replace(/\p{Cs}/gu, "");
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  return [...lines, encodeURIComponent(wellFormed), JSON.stringify(secret).slice(1, -1)];
}

/** Short secrets are hidden only where they stand alone, so that ordinary words are not torn apart. */
function maskForm(text: string, form: string): string {
  if (form.length >= 8) return text.replaceAll(form, mask);
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}_])${escapeForPattern(form)}(?![\\p{L}\\p{N}_])`, "gu"), mask);
}

export function maskKnown(text: string, secrets: string[]): string {
  const forms = new Set(secrets.filter((secret) => !isShowable(secret)).flatMap(formsOf));
  return [...forms]
    .filter((form) => form.length >= 3)
    .sort((one, other) => other.length - one.length)
    .reduce(maskForm, text);
}

export const maskPatterns = (text: string): string =>
  text
    .replace(userInfo, (_, scheme: string) => `${scheme}${mask}@`)
    .replace(secretQuery, (all, name: string, value: string) => (isShowable(value) ? all : name + mask))
    .replace(
      /\b(Bearer|Basic)(\s+)(?!os\.environ\/)[^\s"',}\]]{6,}/g,
      (_, scheme: string, blank: string) => scheme + blank + mask,
    )
    .replace(tokenLike, mask);

/** For logs, diffs and errors: hides known secrets wherever they stand, and what looks like one. Lines stay lines. */
export const maskText = (text: string, secrets: string[]): string => maskPatterns(maskKnown(text, secrets));
