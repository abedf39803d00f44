import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findDraft } from "@/lib/changes/store/drafts";
import { findingId } from "@/lib/findings/finding-id";
import type { CheckInput, Hit } from "@/lib/routing/findings/rule";
import type { Finding } from "@/lib/routing/schema";
import { acknowledgeFinding } from "./acknowledge-finding";
import { saveEdit } from "./edit-draft";
import { previewFix, saveFix } from "./save-fix";
import { operator, type PlayedGateway, playGateway, startFile } from "./testing";
import { redoEdit, undoLastEdit } from "./undo-edit";

/** A rule of this test's own: each alias is one finding, and how it is fixed depends on its name. */
const fixOf = (name: string): Hit["fix"] => {
  const remove = { type: "remove-alias" as const, alias: name };
  if (name.startsWith("words")) return undefined;
  if (name.startsWith("stays"))
    return { title: "Help nothing", edits: [{ type: "set-alias", alias: name, target: "b", hidden: true }] };
  if (name.startsWith("impossible"))
    return { title: "Remove another", edits: [{ type: "remove-alias", alias: "nope" }] };
  if (name.startsWith("double"))
    return {
      title: "Make it a chain",
      edits: [remove, { type: "set-chain", kind: "general", model: "b", targets: ["c"] }],
    };
  return { title: `Remove \`${name}\``, edits: [remove] };
};
const toFinding = (alias: CheckInput["reading"]["aliases"][number]): Finding => {
  const fix = fixOf(alias.name);
  const said = { rule: "no-aliases", severity: "warning" as const, message: `\`${alias.name}\` is an alias.` };
  return { ...said, ...alias.place, ...(fix ? { fix } : {}) };
};
vi.mock("@/lib/routing/check-config", () => ({
  checkConfig: ({ reading }: CheckInput) => reading.aliases.map(toFinding),
}));

let stage: PlayedGateway;
afterEach(() => stage.close());
const start = async (...aliases: string[]) => {
  const lines = aliases.map((name) => `    ${JSON.stringify(name)}: a\n`).join("");
  stage = await playGateway(`${startFile}  model_group_alias:\n${lines}`);
};
const given = () => ({ db: stage.db, actor: operator, now: new Date(), gatewayId: "main", ...stage.means() });
const idOf = (name: string) =>
  findingId({
    rule: "no-aliases",
    severity: "warning",
    file: "",
    line: 1,
    column: 1,
    path: ["router_settings", "model_group_alias", name],
    message: `\`${name}\` is an alias.`,
  });
const fix = (name: string, more: object = {}) => saveFix({ ...given(), target: { finding: idOf(name) }, ...more });
const fixAll = () => saveFix({ ...given(), target: { rule: "no-aliases" } });
const draft = () => findDraft(stage.db, "main");

describe("taking a fix", () => {
  beforeEach(() => start("one", "two"));

  it("puts its edits into the draft with an audit row, and touches no file", async () => {
    const before = stage.read();
    expect(await fix("one")).toMatchObject({ ok: true, value: { version: 1, edits: 1, fixed: 1, left: 0 } });
    expect((await draft())?.text).toBe(before.replace('    "one": a\n', ""));
    expect(stage.read()).toBe(before);
    const row = await stage.db.auditEntry.findFirstOrThrow({ where: { action: "draft.fix" } });
    expect(row).toMatchObject({ outcome: "done", after: expect.stringContaining("one") });
  });

  it("is refused when the finding is there no more, and the draft stays as it is", async () => {
    await fix("one");
    const before = await draft();
    expect(await fix("one")).toMatchObject({ ok: false, reason: "unknown-finding" });
    expect(await fix("never")).toMatchObject({ ok: false, reason: "unknown-finding" });
    expect(await draft()).toEqual(before);
  });

  it("is refused on another draft than the one that was previewed", async () => {
    const seen = await previewFix({ ...given(), target: { finding: idOf("one") } });
    expect(seen).toMatchObject({ ok: true, value: { version: 0, title: "Remove `one`", sameKind: 2 } });
    await saveEdit({ ...given(), edit: { type: "set-chain", kind: "general", model: "b", targets: ["c"] } });
    expect(await fix("one", { expectedVersion: 0 })).toMatchObject({ ok: false, reason: "stale" });
    expect(await fix("one", { expectedVersion: 1 })).toMatchObject({ ok: true, value: { version: 2 } });
  });

  it("shows before what it would change, without changing it", async () => {
    const seen = await previewFix({ ...given(), target: { finding: idOf("two") } });
    expect(seen.ok && seen.value.unified).toMatch(/^- {4}"two": a$/m);
    expect(seen.ok && seen.value.semantic.join()).toContain("two");
    expect(await draft()).toBeNull();
  });

  it("is refused for an unknown gateway and a file that cannot be read", async () => {
    expect(await fix("one", { gatewayId: "other" })).toMatchObject({ reason: "unknown-gateway" });
    writeFileSync(stage.configPath, "broken: [\n");
    expect(await fix("one")).toMatchObject({ reason: "unreadable-file" });
  });
});

describe("a fix that cannot be taken", () => {
  it("is refused with why: there is none, it helps nothing, its edit is impossible", async () => {
    await start("words", "stays", "impossible");
    expect(await fix("words")).toMatchObject({ ok: false, reason: "no-fix" });
    expect(await fix("stays")).toMatchObject({ ok: false, reason: "unexpected-shape" });
    expect(await fix("impossible")).toMatchObject({ ok: false, reason: "unknown-alias" });
    expect(await draft()).toBeNull();
  });
});

describe("a fix of several edits", () => {
  it("is one step: undone and made again as a whole", async () => {
    await start("double");
    await saveEdit({ ...given(), edit: { type: "set-chain", kind: "general", model: "c", targets: ["a"] } });
    const before = (await draft())?.text;
    expect(await fix("double")).toMatchObject({ ok: true, value: { edits: 3, fixed: 1 } });
    const after = (await draft())?.text;
    expect(await undoLastEdit(given())).toMatchObject({ ok: true, value: { edits: 1 } });
    expect((await draft())?.text).toBe(before);
    expect(await redoEdit(given())).toMatchObject({ ok: true, value: { edits: 3 } });
    expect((await draft())?.text).toBe(after);
    expect(await undoLastEdit(given())).toMatchObject({ ok: true, value: { edits: 1 } });
    expect((await draft())?.text).toBe(before);
  });
});

describe("fixing all of a kind", () => {
  it("takes every fix in one step, and says how many there were", async () => {
    const names = Array.from({ length: 60 }, (_, at) => `alias ${at}`);
    await start(...names);
    expect(await fixAll()).toMatchObject({ ok: true, value: { version: 1, fixed: 60, left: 0 } });
    expect((await draft())?.text).not.toContain("alias 0");
    expect(await undoLastEdit(given())).toMatchObject({ ok: true, value: { edits: 0 } });
  });

  it("leaves those out that cannot be taken, and names their number", async () => {
    await start("impossible", "one", "stays", "two", "words");
    expect(await fixAll()).toMatchObject({ ok: true, value: { fixed: 2, left: 2 } });
    expect((await draft())?.edits).toHaveLength(2);
    expect(await fixAll()).toMatchObject({ ok: false });
  });

  it("leaves those as they are that somebody has acknowledged, unless one is asked for by itself", async () => {
    await start("one", "two");
    expect(await acknowledgeFinding({ ...given(), finding: idOf("two"), reason: "It is meant." })).toMatchObject({
      ok: true,
    });
    expect(await previewFix({ ...given(), target: { finding: idOf("one") } })).toMatchObject({
      value: { sameKind: 1 },
    });
    expect(await fixAll()).toMatchObject({ ok: true, value: { fixed: 1, left: 0 } });
    expect((await draft())?.text).toContain('"two": a');
    expect(await fix("two")).toMatchObject({ ok: true });
  });

  it("takes some of very many in a large file, and the rest the next time", async () => {
    const lines = Array.from({ length: 25 }, (_, at) => `    "alias ${at}": a\n`).join("");
    const comment = `# ${"-".repeat(998)}\n`.repeat(500);
    stage = await playGateway(`${startFile}  model_group_alias:\n${lines}${comment}`);
    expect(await fixAll()).toMatchObject({ ok: true, value: { fixed: 20, left: 5 } });
    expect(await fixAll()).toMatchObject({ ok: true, value: { fixed: 5, left: 0 } });
  });

  it("keeps odd names apart", async () => {
    await start("a/b:c", "ü 😀 'x'", "constructor");
    expect(await fixAll()).toMatchObject({ ok: true, value: { fixed: 3, left: 0 } });
  });
});
