import { expect, test } from "vitest";
import { diffSummary, parseUnifiedDiff } from "./diff-lines";

const unified = `--- a/config.yaml
+++ b/config.yaml
@@ -183,3 +183,3 @@ router_settings:
   fallbacks:
-    - llama3.1:latest: [a, b]
+    - llama3.1:latest: [b]
\\ No newline at end of file
`;

test("lines carry the numbers of the old and of the new file", () => {
  expect(parseUnifiedDiff(unified)).toEqual([
    { kind: "hunk", text: "router_settings:", oldLine: null, newLine: null },
    { kind: "same", text: "  fallbacks:", oldLine: 183, newLine: 183 },
    { kind: "removed", text: "    - llama3.1:latest: [a, b]", oldLine: 184, newLine: null },
    { kind: "added", text: "    - llama3.1:latest: [b]", oldLine: null, newLine: 184 },
    { kind: "note", text: "No newline at end of file", oldLine: null, newLine: null },
  ]);
});

test("a removed line that looks like a header stays a removed line", () => {
  const lines = parseUnifiedDiff("@@ -1,2 +1 @@\n--- old: 1\n same");
  expect(lines[1]).toMatchObject({ kind: "removed", text: "-- old: 1", oldLine: 1 });
});

test("an empty diff has no lines and says so", () => {
  expect(parseUnifiedDiff("")).toEqual([]);
  expect(diffSummary([])).toBe("no line changes");
  expect(diffSummary(parseUnifiedDiff(unified))).toBe("1 line added, 1 removed");
});
