import { expect, test } from "vitest";
import { passwordProblem } from "./password";

const ada = { email: "ada.lovelace@example.org", name: "Ada Lovelace" };

test.each([
  "short",
  "ada.lovelace@example.org",
  "AdaLovelace1!",
  "lovelaceada12 ada.lovelace",
  "aaaaaaaaaaaaaaaa",
  "abababababababab",
  "abcdefghijklmnop",
  "098765432109876543",
  "Password123456!",
  "signalbox-2026",
  "x".repeat(129),
])("%s is refused with a sentence", (password) => {
  expect(passwordProblem(password, ada)).toMatch(/^[A-Z].+\.$/);
});

test.each([
  "correct horse battery staple",
  "Tr0ub4dor&3xyz",
  "mein Hund heißt Käse 🐶",
  "password of the lighthouse keeper",
  "ada likes her seven green umbrellas",
])("%s is taken", (password) => {
  expect(passwordProblem(password, ada)).toBeNull();
});

test("a name without letters forbids nothing", () => {
  expect(passwordProblem("correct horse battery", { email: "a@b.c", name: "🐶" })).toBeNull();
});
