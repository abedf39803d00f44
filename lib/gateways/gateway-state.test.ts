import { expect, test } from "vitest";
import { err, ok } from "@/lib/result";
import { toGatewayState } from "./gateway-state";

const now = Date.parse("2026-11-24T00:10:00Z");
const running = (agoMs: number) => ({ runs: true, startedAt: now - agoMs });

test.each([
  ["answers and is ready", ok({ ready: true, detail: "" }), null, "answering"],
  ["answers and is not ready", ok({ ready: false, detail: "" }), null, "starting"],
  ["has a closed port and a process", err("starting"), running(5_000), "starting"],
  ["has a closed port and no process", err("starting"), { runs: false, startedAt: null }, "not-answering"],
  ["has a closed port and nobody can tell of its process", err("starting"), null, "not-answering"],
  ["is silent while its process is young", err("timeout"), running(20_000), "starting"],
  ["is silent though it began long ago", err("timeout"), running(600_000), "not-answering"],
  ["refuses the key", err("wrong-key"), null, "wrong-key"],
  ["is something else", err("not-litellm"), running(1), "not-litellm"],
] as const)("a gateway that %s", (_, readiness, process, state) => {
  expect(toGatewayState(readiness, process, now).state).toBe(state);
});
