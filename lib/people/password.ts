const minimum = 12;
const maximum = 128;

/** Openings of the lists that attackers try first, long enough to pass the length rule when padded. */
const common = [
  "password",
  "passw0rd",
  "administrator",
  "letmein",
  "qwerty",
  "123456",
  "signalbox",
  "changeme",
  "welcome",
];

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/**
 * What is wrong with a password for this person, in a sentence, or null. Length decides; besides that only what a
 * stranger would try: the person's own e-mail and name, a few characters repeated, a run of digits, a well-known word
 * with less than eight characters of its own around it.
 */
export function passwordProblem(password: string, person: { email: string; name: string }): string | null {
  if (password.length < minimum) return `Use at least ${minimum} characters.`;
  if (password.length > maximum) return `Use at most ${maximum} characters.`;
  const bare = plain(password);
  const rest = withoutOwnWords(bare, person);
  if (rest !== bare && rest.length < 6) return "Do not build it from your own name or e-mail.";
  if (/^\d+$/.test(bare)) return "Do not use digits only.";
  if (new Set(password).size < 5) return "Use more different characters.";
  if (isRun(bare)) return "Do not use a run of neighbouring characters.";
  for (const word of common)
    if (bare.includes(word) && bare.replaceAll(word, "").length < 8)
      return "This is among the first that anyone would try.";
  return null;
}

function withoutOwnWords(bare: string, { email, name }: { email: string; name: string }): string {
  const [mailbox = ""] = email.split("@");
  const own = [email, mailbox, name, ...mailbox.split(/[^\p{L}\p{N}]+/u), ...name.split(/\s+/)].map(plain);
  const longestFirst = own.filter((word) => word.length >= 3).sort((a, b) => b.length - a.length);
  return longestFirst.reduce((left, word) => left.replaceAll(word, ""), bare);
}

function isRun(text: string): boolean {
  const steps = new Set([...text].slice(1).map((letter, index) => letter.charCodeAt(0) - text.charCodeAt(index)));
  return text.length > 0 && steps.size === 1;
}
