const keyShapes = /\b(sk|pk|gsk|hf|xai|tvly|AIza|ghp|eyJ)[-_A-Za-z0-9.]{8,}|\bBearer\s+\S+|(?<=:\/\/)[^\s/@]+@/g;

/** Takes secrets out of another system's words: the given ones, and what is shaped like a key or stands before an `@`. */
export const scrub = (text: string, secrets: readonly (string | null | undefined)[] = []): string =>
  secrets
    .filter((secret): secret is string => typeof secret === "string" && secret.length >= 4)
    .reduce((clean, secret) => clean.replaceAll(secret, "[masked]"), text)
    .replace(keyShapes, "[masked]");

/** The first line with words, at most `limit` characters. */
export const firstLine = (text: string, limit = 300): string => {
  const line =
    text
      .split(/\r?\n/)
      .find((candidate) => candidate.trim() !== "")
      ?.trim() ?? "";
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
};
