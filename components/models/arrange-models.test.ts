import { describe, expect, test } from "vitest";
import { arrangeModels, countStatuses, groupByBackend } from "./arrange-models";
import { defaultModelsView, type ModelRow, type ModelsView } from "./model-row";

const row = (group: string, extra: Partial<ModelRow> = {}): ModelRow => ({
  identity: group,
  group,
  model: `ollama/${group}`,
  provider: "Ollama",
  local: true,
  backend: ":11434",
  apiBase: null,
  keyReference: null,
  keyKnown: null,
  contextWindow: null,
  status: "healthy",
  reasoning: "",
  direct: null,
  gateway: null,
  firstByteP50Us: null,
  totalP50Us: null,
  checksMeasured: 0,
  availablePercent: null,
  coverage: "",
  usedBy: [],
  worstFinding: null,
  findings: 0,
  file: "gateway.yaml",
  line: 1,
  ...extra,
});

const names = (rows: readonly ModelRow[], view: Partial<ModelsView>) =>
  arrangeModels(rows, { ...defaultModelsView, ...view }).map((each) => each.group);

describe("order", () => {
  const rows = [row("b", { availablePercent: 90 }), row("a"), row("c", { availablePercent: 99, status: "unhealthy" })];

  test("names by their letters, and the other way round", () => {
    expect(names(rows, {})).toEqual(["a", "b", "c"]);
    expect(names(rows, { descending: true })).toEqual(["c", "b", "a"]);
  });

  test("what was not measured comes last in both directions", () => {
    expect(names(rows, { sort: "available" })).toEqual(["b", "c", "a"]);
    expect(names(rows, { sort: "available", descending: true })).toEqual(["c", "b", "a"]);
  });

  test("by status the worst is first, and equals keep the order of the file", () => {
    expect(names(rows, { sort: "status" })).toEqual(["c", "b", "a"]);
  });
});

test("a search looks at the name, the upstream, the provider and the backend, whatever the case", () => {
  const rows = [row("x", { provider: "vLLM" }), row("y", { backend: ":8001" })];
  expect(names(rows, { query: " VLLM " })).toEqual(["x"]);
  expect(names(rows, { query: "8001" })).toEqual(["y"]);
  expect(names(rows, { query: "(" })).toEqual([]);
});

test("groups stand in the order of their first model, and statuses that do not occur are not offered", () => {
  const rows = [row("a", { backend: "z" }), row("b", { backend: "y", status: "off" }), row("c", { backend: "z" })];
  expect(groupByBackend(rows).map((group) => [group.key, group.rows.length])).toEqual([
    ["z", 2],
    ["y", 1],
  ]);
  expect(countStatuses(rows)).toEqual([
    ["healthy", 2],
    ["off", 1],
  ]);
});
