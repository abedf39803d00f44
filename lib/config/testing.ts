import fc from "fast-check";
import type { ConfigSource } from "./schema";
import { type Draw, type WrittenConfig, writeConfig } from "./testing-writer";

export const sourceOf = (text: string): ConfigSource => ({
  main: { path: "config.yaml", text },
  included: [],
  missing: [],
});

export const plainNames = [
  "llama3.1:latest",
  "qwen2.5-coder:7b",
  "openai/gpt-4o",
  "m-1",
  "a/b/c:d",
  "mythomax-l2-13b-q5_k_m",
  "claude.4",
  "Qwen/Qwen2.5",
];

export const oddNames = [
  ..."yes|on|No|y|null|~|012|1:30|1e3|0x1F|.5|-1|2024-01-01|=|<<|true".split("|"),
  ...'with space|it\'s|say "hi"|emoji 🚂|__proto__|constructor|toString|a, b|x[1m]|k: v|h #1|- dash|ends:|#hash'.split(
    "|",
  ),
  ..."{brace}|[list]|?q|a?b|*star|&amp|!bang|%pct|@at|`tick|> fold|---|...|-|:|::|\\back\\n|ünïcödé|名前|a:b: c|'|\"".split(
    "|",
  ),
  ["$", "{V:-y}"].join(""),
  "pipe | bar",
  " lead",
  "trail ",
  "tab\there",
  "nel\u0085x",
  "ls\u2028x",
];

export const names: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...plainNames) },
  { weight: 3, arbitrary: fc.constantFrom(...oddNames) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((name) => !/\p{Cs}/u.test(name)),
  },
);

const secretTexts = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9+/_-]{12,30}$/), { minLength: 1, maxLength: 3 });

/** Drawn from one list of random numbers, which shrinks fast: fewer and smaller numbers give a plainer file. */
export const writtenConfigs: fc.Arbitrary<WrittenConfig> = fc
  .tuple(
    fc.array(fc.nat(9999), { minLength: 80, maxLength: 80 }),
    fc.array(fc.uniqueArray(names, { maxLength: 4 }), { minLength: 12, maxLength: 12 }),
    secretTexts,
  )
  .map(([numbers, lists, secrets]) => {
    let drawn = 0;
    let listed = 0;
    const draw: Draw = (items) => {
      const item = items[(numbers[drawn++ % numbers.length] ?? 0) % items.length];
      if (item === undefined) throw new Error("There is nothing to draw from.");
      return item;
    };
    return writeConfig(draw, () => lists[listed++ % lists.length] ?? [], secrets);
  });

const scraps = fc.oneof(
  fc.constantFrom(
    ..."[ ] { } - : # | > ' !x --- *a".split(" "),
    "\n",
    "  ",
    "- ",
    ": ",
    "&a ",
    "*a",
    "<<: ",
    "? ",
    "\t",
    "\r",
    '"',
  ),
  fc.string(),
);

/** Cuts in a text and what is put there: what people and tools leave behind. */
export const damages = fc.array(fc.tuple(fc.nat(), fc.nat(12), scraps), { minLength: 1, maxLength: 4 });

export const damage = (text: string, cuts: readonly [at: number, length: number, scrap: string][]): string =>
  cuts.reduce((whole, [at, length, scrap]) => {
    const start = at % (whole.length + 1);
    return whole.slice(0, start) + scrap + whole.slice(start + length);
  }, text);
