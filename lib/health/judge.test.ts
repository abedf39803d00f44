import { describe, expect, it } from "vitest";
import type { BackendReading } from "@/lib/adapters/backends/schema";
import { type Asked, continueRun, judgeReading, type ProbeContext, servesModel } from "./judge";
import { clockAt, reading, sample } from "./test-factories";

const now = new Date(clockAt("12:00"));
const asked: Asked = { served: "llama3.1:latest", demandsModel: true, local: true };
const context: ProbeContext = { now, answeredAt: null, retried: null };
const judge = (more: Partial<BackendReading>, own: Partial<Asked> = {}, seen: Partial<ProbeContext> = {}) => {
  const { status, cause } = judgeReading(reading(more), { ...asked, ...own }, { ...context, ...seen });
  return `${status}/${cause}`;
};
const failed = (cause: BackendReading["cause"]) => ({ alive: false, cause });
const hoursAgo = (hours: number) => ({ answeredAt: new Date(now.getTime() - hours * 3_600_000).toISOString() });

describe("judgeReading", () => {
  it("tells an answering backend's state for each of its models", () => {
    expect(judge({ models: ["llama3.1:latest"] })).toBe("healthy/none");
    expect(judge({ models: ["other"] })).toBe("unhealthy/model-missing");
    expect(judge({ models: [] })).toBe("unhealthy/model-missing");
    expect(judge({ models: null })).toBe("healthy/none");
    expect(judge({ models: ["other"] }, { demandsModel: false })).toBe("healthy/none");
    expect(judge({ models: ["tiny.gguf"], flavour: "llamacpp" })).toBe("healthy/none");
    expect(judge({ timings: { connectUs: 1, firstByteUs: 1, totalUs: 2_000_001 } })).toBe("degraded/slow");
    expect(judge({}, {}, { retried: "timeout" })).toBe("degraded/none");
    expect(judge({ alive: false })).toBe("unhealthy/garbage");
  });

  it.each([
    ["timeout", "unhealthy"],
    ["dns", "unhealthy"],
    ["tls", "unhealthy"],
    ["unauthorised", "unhealthy"],
    ["server-error", "unhealthy"],
    ["garbage", "unhealthy"],
    ["loading", "warming"],
    ["busy", "degraded"],
    ["rate-limited", "degraded"],
  ] as const)("keeps %s apart as %s", (cause, status) => {
    expect(judge(failed(cause))).toBe(`${status}/${cause}`);
  });

  it("calls a refused connection off only where nothing has answered for a day, and never for a provider", () => {
    expect(judge(failed("refused"))).toBe("off/refused");
    expect(judge(failed("refused"), {}, hoursAgo(25))).toBe("off/refused");
    expect(judge(failed("refused"), {}, hoursAgo(23))).toBe("unhealthy/refused");
    expect(judge(failed("refused"), { local: false })).toBe("unhealthy/refused");
  });

  it("says in the evidence what decided, in a bounded sentence", () => {
    const missing = judgeReading(reading({ models: ["x"], evidence: "It answered." }), asked, context);
    expect(missing.evidence).toBe("It answered; it does not serve llama3.1:latest");
    expect(judgeReading(reading({ evidence: "x".repeat(999) }), asked, context).evidence).toHaveLength(300);
  });
});

describe("servesModel", () => {
  it.each([
    [["llama3.1:latest"], "llama3.1", true],
    [["llama3.1"], "llama3.1:latest", true],
    [["LLaMA3.1:latest"], "llama3.1", true],
    [["gpt-oss:20b"], "gpt-oss:20b-cloud", true],
    [["glm-4.6"], "glm-4.6:cloud", true],
    [["llama3.1:70b"], "llama3.1", false],
    [["__proto__"], "constructor", false],
    [["Qwen/Qwen2.5"], "Qwen/Qwen2.5", true],
  ])("%j serves %s: %s", (models, wanted, expected) => {
    expect(servesModel(models, wanted)).toBe(expected);
  });
});

describe("continueRun", () => {
  const judged = judgeReading(reading(), { ...asked, demandsModel: false }, context);
  const at = clockAt("12:00");
  const next = (before: ReturnType<typeof sample> | null) =>
    continueRun(judged, { identity: "m", witness: "direct", at }, before, 60_000);

  it("counts checks in a row and keeps the time of the first", () => {
    const before = sample("m", clockAt("11:59:30"), { since: clockAt("11:00"), checks: 7 });
    expect(next(before)).toMatchObject({ since: clockAt("11:00"), checks: 8, answeredAt: at });
  });

  it("starts over at the first, after another status and after a silence", () => {
    const fresh = { since: at, checks: 1 };
    expect(next(null)).toMatchObject(fresh);
    expect(next(sample("m", clockAt("11:59:30"), { status: "unhealthy", cause: "timeout" }))).toMatchObject(fresh);
    expect(next(sample("m", clockAt("11:58"), { since: clockAt("11:00"), checks: 7 }))).toMatchObject(fresh);
  });

  it("carries on when it last answered through failures and silence", () => {
    const failing = judgeReading(reading(failed("refused")), asked, context);
    const before = sample("m", clockAt("08:00"), { status: "unhealthy", answeredAt: clockAt("07:00") });
    const after = continueRun(failing, { identity: "m", witness: "direct", at }, before, 60_000);
    expect(after).toMatchObject({ answeredAt: clockAt("07:00"), checks: 1 });
  });
});
