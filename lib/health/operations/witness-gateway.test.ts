import { describe, expect, it } from "vitest";
import { type Canned, listenWith } from "@/lib/adapters/http/loopback";
import type { Sample } from "@/lib/health/schema";
import { deployment } from "@/lib/health/test-factories";
import { newViewMemory, type ViewMemory, witnessGateway } from "./witness-gateway";

const deployments = ["a", "b"].map((name) => deployment(name, { identity: name, writtenId: name }));
const graph = {
  groups: ["a", "b"],
  deployments,
  chains: [],
  aliases: [],
  settings: { maxFallbacks: 5, numRetries: 0, routingStrategy: "simple-shuffle" },
};
const startMs = Date.parse("2026-11-23T09:00:00.000Z");
const at = (seconds: number) => new Date(startMs + seconds * 1000).toISOString();
const view = (healthy: string[], unhealthy: string[]): Canned => ({
  json: {
    healthy_endpoints: healthy.map((id) => ({ model: "openai/x", model_id: id })),
    unhealthy_endpoints: unhealthy.map((id) => ({
      model: "openai/x",
      model_id: id,
      exception_status: 500,
      error: "boom",
    })),
    healthy_count: healthy.length,
    unhealthy_count: unhealthy.length,
  },
});
const stale = view(["a"], ["b"]);
const fresh = view(["a", "b"], []);

/** A gateway whose cached health can be changed, and a console that reads it at given seconds. */
const watch = async (first: Canned, memory: ViewMemory = newViewMemory()) => {
  let answer = first;
  const server = await listenWith({ "/health": () => answer });
  let before = new Map<string, Sample>();
  const readAt = async (
    seconds: number,
    more: { reloadedAt?: string; fileKeepsView?: boolean; memory?: ViewMemory } = {},
  ) => {
    const { samples, settled } = await witnessGateway({
      graph,
      sha: "0",
      fileKeepsView: true,
      connection: { url: server.url, key: "sk-master" },
      memory,
      before,
      reloadedAt: null,
      now: new Date(startMs + seconds * 1000),
      timeoutMs: 1_000,
      staleAfterMs: 55_000,
      signal: new AbortController().signal,
      ...more,
    });
    before = new Map(samples.map((one) => [one.identity, one]));
    return { words: samples.map(({ status }) => status).join(" "), since: samples[0]?.since, settled, samples };
  };
  const answerWith = (next: Canned) => {
    answer = next;
  };
  return { readAt, answerWith, server };
};

describe("the gateway's view", () => {
  it("is read from its cache, with the time since which it has been the same", async () => {
    const { readAt } = await watch(stale);
    expect(await readAt(0)).toMatchObject({ words: "healthy unhealthy", since: at(0), settled: true });
    await readAt(15);
    const third = await readAt(30);
    expect(third).toMatchObject({ words: "healthy unhealthy", since: at(0) });
    expect(third.samples[0]).toMatchObject({ checks: 3, witness: "gateway" });
  });

  it("is unknown between a reload and the end of the first cycle, then new", async () => {
    const { readAt, answerWith } = await watch(stale);
    await readAt(0);
    answerWith({ json: {} });
    expect(await readAt(15)).toMatchObject({ words: "unknown unknown", settled: false });
    answerWith(fresh);
    expect(await readAt(20)).toMatchObject({ words: "healthy healthy", since: at(20), settled: true });
  });

  it("is not the old one again when a worker that is ending answers between the new one's first answers", async () => {
    const { readAt, answerWith } = await watch(stale);
    await readAt(0);
    answerWith({ json: {} });
    await readAt(15);
    answerWith(stale);
    expect(await readAt(17)).toMatchObject({ words: "unknown unknown", settled: false });
    expect(await readAt(26)).toMatchObject({ words: "healthy unhealthy", since: at(26), settled: true });
  });

  it("is not believed after a reload until it differs or old workers must be gone", async () => {
    const { readAt, answerWith } = await watch(stale);
    await readAt(0);
    const reloadedAt = at(10);
    expect(await readAt(12, { reloadedAt })).toMatchObject({ words: "unknown unknown", settled: false });
    expect(await readAt(39, { reloadedAt })).toMatchObject({ words: "unknown unknown" });
    expect(await readAt(41, { reloadedAt })).toMatchObject({
      words: "healthy unhealthy",
      since: at(41),
      settled: true,
    });
    answerWith(fresh);
    expect(await readAt(60, { reloadedAt: at(55) })).toMatchObject({ words: "healthy healthy", since: at(60) });
    expect(await readAt(75, { reloadedAt: at(55) })).toMatchObject({ words: "healthy healthy", since: at(60) });
  });

  it("is unknown while the gateway does not answer, answers rubbish or refuses the key", async () => {
    const { readAt, answerWith, server } = await watch(stale);
    await readAt(0);
    answerWith({ status: 401, json: { error: { message: "no" } } });
    expect((await readAt(5)).samples[0]).toMatchObject({ status: "unknown", cause: "unauthorised" });
    answerWith({ text: "<html>" });
    expect((await readAt(10)).samples[0]).toMatchObject({ status: "unknown", cause: "garbage" });
    await server.close();
    expect((await readAt(15)).samples[0]).toMatchObject({ status: "unknown", cause: "refused" });
  });

  it("is never asked for where that would send prompts", async () => {
    const { readAt, server } = await watch(stale);
    const off = await readAt(0, { fileKeepsView: false });
    expect(off).toMatchObject({ words: "unknown unknown", settled: true });
    expect(off.samples[0]?.evidence).toContain("would send prompts");
    // The file says so now, but the gateway that runs has not read it yet.
    expect((await readAt(15)).words).toBe("unknown unknown");
    expect(server.asked).toEqual([]);
    expect((await readAt(30, { reloadedAt: at(20) })).words).toBe("healthy unhealthy");
  });

  it("keeps its age over a restart of the console, if it is still the same", async () => {
    const { readAt, answerWith } = await watch(stale);
    await readAt(0);
    await readAt(15);
    expect(await readAt(30, { memory: newViewMemory() })).toMatchObject({ since: at(0) });
    answerWith(fresh);
    expect(await readAt(45, { memory: newViewMemory() })).toMatchObject({ since: at(45) });
    expect(await readAt(300, { memory: newViewMemory() })).toMatchObject({ since: at(300) });
  });
});
