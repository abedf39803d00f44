import { describe, expect, it } from "vitest";
import { renderDiff } from "./render-diff";

const side = (text: string, mask = (whole: string) => whole) => ({ name: "gateway.yaml", text, masked: mask(text) });
const hideKey = (text: string) => text.replace(/key: .*/g, "key: •••");

describe("renderDiff", () => {
  it("is empty when no byte differs", () => {
    expect(renderDiff(side("a: 1\n"), side("a: 1\n"))).toBe("");
  });

  it("shows only the lines that changed, with their numbers", () => {
    const before = "a\nb\nc\nd\ne\nf\ng\nh\n";
    expect(renderDiff(side(before), side(before.replace("g", "G")))).toBe(
      "--- gateway.yaml\n+++ gateway.yaml\n@@ -4,5 +4,5 @@\n d\n e\n f\n-g\n+G\n h\n",
    );
  });

  it("keeps a hunk for a line that differs only in its secret, and shows no secret", () => {
    const diff = renderDiff(side("x: 1\nkey: sk-old\n", hideKey), side("x: 1\nkey: sk-new\n", hideKey));
    expect(diff).toContain("-key: •••\n+key: •••\n");
    expect(diff).not.toContain("sk-");
  });

  it("hides whole lines when the masked text has other lines than the real one", () => {
    const diff = renderDiff(
      side("key: |\n  a\n  b\n", () => "key: •••\n"),
      side("key: |\n  a\n  c\n", () => "key: •••\n"),
    );
    expect(diff).not.toMatch(/[abc]$/m);
    expect(diff).toContain("-•••");
  });

  it("tells a missing final newline and carriage returns apart", () => {
    expect(renderDiff(side("a\n"), side("a"))).toContain("\\ No newline at end of file");
    expect(renderDiff(side("a\r\nb\r\n"), side("a\r\nc\r\n"))).toContain("-b\r\n+c\r\n");
  });

  it("gives up on files without anything in common instead of taking minutes", () => {
    const lines = (prefix: string) => Array.from({ length: 30_000 }, (_, i) => `${prefix}${i}`).join("\n");
    const started = Date.now();
    expect(renderDiff(side(lines("a")), side(lines("b")))).toContain("@@");
    expect(Date.now() - started).toBeLessThan(5000);
  });
});
