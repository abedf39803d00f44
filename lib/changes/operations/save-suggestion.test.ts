import { afterEach, beforeEach, expect, it } from "vitest";
import { findDraft } from "@/lib/changes/store/drafts";
import type { Goal } from "@/lib/routing/suggest/schema";
import { textOf } from "@/lib/routing/testing";
import { readSuggestion } from "./read-suggestion";
import { saveSuggestion } from "./save-suggestion";
import { operator, type PlayedGateway, playGateway } from "./testing";
import { undoLastEdit } from "./undo-edit";

const text = textOf(["A", "B"]);
let stage: PlayedGateway;
beforeEach(async () => {
  stage = await playGateway(text);
});
afterEach(() => stage.close());

const given = () => ({ db: stage.db, actor: operator, now: new Date(), gatewayId: "main", ...stage.means() });
const anyBackend: Goal = { goal: "survive-any-backend" };

it("puts what was shown into the draft as one step, which one undo takes back", async () => {
  const shown = await readSuggestion({ ...given(), goal: anyBackend });
  expect(shown.ok && shown.value.changes.length).toBeGreaterThan(1);
  const saved = await saveSuggestion({ ...given(), goal: anyBackend, expectedVersion: 0 });
  expect(saved).toMatchObject({ ok: true, value: { version: 1 } });
  expect(await readSuggestion({ ...given(), goal: anyBackend })).toMatchObject({ ok: true, value: { changes: [] } });
  const undone = await undoLastEdit(given());
  expect(undone).toMatchObject({ ok: true, value: { edits: 0 } });
  expect((await findDraft(stage.db, "main"))?.text).toBe(text);
});

it("refuses a goal that is met, one that names nothing here, and a draft that was changed meanwhile", async () => {
  await saveSuggestion({ ...given(), goal: anyBackend });
  expect(await saveSuggestion({ ...given(), goal: anyBackend })).toMatchObject({
    reason: "nothing-to-suggest",
    detail: "Every model meets this goal as it is.",
  });
  const strange: Goal = { goal: "survive", down: ["nobody"] };
  expect(await saveSuggestion({ ...given(), goal: strange })).toMatchObject({ reason: "unknown-selector" });
  expect(await saveSuggestion({ ...given(), goal: anyBackend, expectedVersion: 0 })).toMatchObject({ reason: "stale" });
});
