import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Canned, listen, listenWith } from "@/lib/adapters/http/loopback";
import type { DeploymentEntry } from "@/lib/config/schema";
import { deployment } from "@/lib/health/test-factories";
import type { GraphDeployment } from "@/lib/routing/schema";
import { createTestDatabase } from "@/lib/testing/db";
import { openDatabase } from "./db";
import type { LoadedGateway } from "./gateway";
import { createLimiter, type Prober, type ProberOptions, startProber } from "./prober";

let test: Awaited<ReturnType<typeof createTestDatabase>>;
const running: Prober[] = [];

beforeEach(async () => {
  test = await createTestDatabase();
  const dates = { createdAt: new Date(), updatedAt: new Date() };
  await test.db.gateway.create({
    data: { id: "lab", name: "lab", url: "http://127.0.0.1:1", configPath: "/x", reload: "none", ...dates },
  });
});
afterEach(async () => {
  for (const prober of running.splice(0)) await prober.stop();
  await test.close();
});

const entryOf = ({ identity, group, model, apiBase, place }: GraphDeployment, key: string | null): DeploymentEntry => ({
  identity,
  writtenId: null,
  group,
  model,
  apiBase,
  key: { kind: "none" },
  params: key === null ? {} : { api_key: key },
  info: {},
  place,
  lines: [1, 1],
});

const gatewayOf = (
  deployments: GraphDeployment[],
  more: { url?: string; key?: string; view?: boolean } = {},
): LoadedGateway => {
  const file = { path: "/x", text: "" };
  const place = { file: "/x", line: 1, column: 1, path: [] };
  return {
    record: {
      id: "lab",
      name: "lab",
      url: more.url ?? "http://127.0.0.1:1",
      configPath: "/x",
      keyFile: null,
      reload: { kind: "none" },
      logPath: null,
      targetPercent: 80,
      currentSha: null,
      readAt: null,
      fileProblem: null,
      version: null,
    },
    sha: "0",
    snapshot: { path: "/x", realPath: "/x", bytes: new Uint8Array(), text: "", sha: "0", mtimeMs: 0 },
    source: { main: file, included: [], missing: [] },
    reading: {
      usable: true,
      problems: [],
      deployments: deployments.map((one) => entryOf(one, more.key ?? null)),
      chains: [],
      aliases: [],
      settings: [{ section: "general_settings", key: "background_health_checks", value: more.view ?? false, place }],
      includes: [],
      generatedBy: null,
      lineCount: 1,
    },
    graph: {
      groups: deployments.map(({ group }) => group),
      deployments,
      chains: [],
      aliases: [],
      settings: { maxFallbacks: 5, numRetries: 0, routingStrategy: "simple-shuffle" },
    },
  };
};

const start = (gateways: LoadedGateway[], more: Partial<ProberOptions> = {}) => {
  const errors: string[] = [];
  const prober = startProber({
    db: test.db,
    gateways: async () => gateways,
    keys: () => null,
    intervalMs: 200,
    probeTimeoutMs: 400,
    onError: (error, doing) => errors.push(`${doing}: ${error}`),
    ...more,
  });
  running.push(prober);
  return { prober, errors };
};

const ollama = (group: string, url: string, more: Partial<GraphDeployment> = {}) =>
  deployment(group, { model: `ollama/${group}`, provider: "ollama", apiBase: url, backend: url, ...more });
const tags = (...names: string[]): Canned => ({
  json: { models: names.map((name) => ({ name, model: name, size: 1 })) },
});
const backendOf = (...names: string[]) =>
  listenWith({
    "/api/tags": tags(...names),
    "/api/version": { json: { version: "0.10.1" } },
    "/api/ps": { json: { models: [] } },
  });
const seen = async (identity: string, witness = "direct") =>
  test.db.probeSample.findMany({ where: { identity, witness }, orderBy: { id: "asc" } });
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 8_000, interval: 50 });

describe("the prober", () => {
  it("asks one backend once a round for all of its models, and counts runs of checks", async () => {
    const backend = await backendOf("a", "b");
    start([gatewayOf([ollama("a", backend.url), ollama("b", backend.url), ollama("absent", backend.url)])]);
    await until(async () => expect((await seen("id of a")).length).toBeGreaterThan(3));
    const [a, b, absent] = await Promise.all(["a", "b", "absent"].map((name) => seen(`id of ${name}`)));
    const rounds = backend.asked.filter(({ url }) => url === "/api/tags").length;
    expect(Math.abs(rounds - (a?.length ?? 0))).toBeLessThanOrEqual(6);
    expect(a?.at(-1)).toMatchObject({ status: "healthy", checks: a?.length, since: a?.[0]?.at });
    expect(b?.[0]?.status).toBe("healthy");
    expect(absent?.[0]).toMatchObject({ status: "unhealthy", kind: "model-missing" });
  });

  it("never lets a hanging backend delay another", async () => {
    const good = await backendOf("good");
    const hanging = await listen(() => {});
    start([gatewayOf([ollama("stuck", hanging.url), ollama("good", good.url)])], { probeTimeoutMs: 3_000 });
    await until(async () => expect((await seen("id of good")).length).toBeGreaterThan(6));
    expect(await seen("id of stuck")).toHaveLength(0);
    const times = (await seen("id of good")).map(({ at }) => at.getTime());
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(1_500);
  });

  it("tells off from failed by whether it ever answered, and forgives one failure in a row", async () => {
    let failures = 0;
    const shaky = await listenWith({
      "/api/tags": () => (failures-- > 0 ? { status: 500, json: {} } : tags("shaky")),
      "/api/version": { json: {} },
      "/api/ps": { json: {} },
    });
    const going = await backendOf("going");
    start([gatewayOf([ollama("shaky", shaky.url), ollama("going", going.url), ollama("never", "http://127.0.0.1:9")])]);
    await until(async () => expect((await seen("id of going")).length).toBeGreaterThan(1));
    failures = 1;
    await going.close();
    await until(async () =>
      expect((await seen("id of going")).at(-1)).toMatchObject({ status: "unhealthy", kind: "refused" }),
    );
    expect((await seen("id of never")).every(({ status }) => status === "off")).toBe(true);
    await until(async () => expect((await seen("id of shaky")).some(({ status }) => status === "degraded")).toBe(true));
    expect((await seen("id of shaky")).some(({ status }) => status === "unhealthy")).toBe(false);
  });

  it("says unknown where the console has no key, and does not ask the provider", async () => {
    const cloud = await backendOf("m");
    const remote = ollama("m", cloud.url, { local: false, provider: "ollama-cloud" });
    start([gatewayOf([remote], { key: "os.environ/OLLAMA_API_KEY" })]);
    await until(async () =>
      expect((await seen("id of m")).at(-1)).toMatchObject({ status: "unknown", kind: "no-key" }),
    );
    expect((await seen("id of m"))[0]?.evidence).toContain("OLLAMA_API_KEY");
    expect(cloud.asked).toEqual([]);
  });

  it("sends the key by reference and stores it nowhere", async () => {
    const cloud = await backendOf("m");
    const gateway = gatewayOf([ollama("m", cloud.url, { local: false })], { key: "os.environ/K" });
    start([gateway], { keys: (name) => (name === "K" ? "sk-very-secret" : null) });
    await until(async () => expect((await seen("id of m")).at(-1)?.status).toBe("healthy"));
    expect(cloud.asked[0]?.authorization).toBe("Bearer sk-very-secret");
    expect(JSON.stringify(await test.db.probeSample.findMany())).not.toContain("sk-very-secret");
  });

  it("suspects our own network when every remote host fails at once", async () => {
    const remote = (group: string, port: number) => ollama(group, `http://127.0.0.1:${port}`, { local: false });
    start([gatewayOf([remote("x", 7), remote("y", 9)])]);
    await until(async () => {
      for (const group of ["x", "y"])
        expect((await seen(`id of ${group}`)).at(-1)).toMatchObject({ status: "unknown", kind: "own-network" });
    });
    expect(await test.db.probeSample.count({ where: { status: "unhealthy" } })).toBe(0);
  });

  it("goes on after the gateways cannot be listed and after the database refuses", async () => {
    const backend = await backendOf("a");
    let calls = 0;
    const gateway = gatewayOf([ollama("a", backend.url)]);
    const { errors } = start([], {
      gateways: async () => {
        calls += 1;
        if (calls === 1) throw new Error("the file is a folder");
        return calls === 2 ? [gateway, { ...gateway, record: { ...gateway.record, id: "removed" } }] : [gateway];
      },
    });
    await until(async () => expect((await seen("id of a")).length).toBeGreaterThan(3));
    expect(errors[0]).toContain("the file is a folder");
  });

  it("stops within a second, with what it knows stored and nothing left running", async () => {
    const hanging = await listen(() => {});
    const good = await backendOf("good");
    const { prober } = start([gatewayOf([ollama("stuck", hanging.url), ollama("good", good.url)])], {
      probeTimeoutMs: 5_000,
    });
    await until(async () => expect((await seen("id of good")).length).toBeGreaterThan(0));
    const started = performance.now();
    await prober.stop();
    expect(performance.now() - started).toBeLessThan(1_000);
    const asked = good.asked.length;
    expect(await test.db.lease.count()).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(good.asked.length).toBe(asked);
    expect(await seen("id of stuck")).toHaveLength(0);
  });
});

describe("two probers on one database", () => {
  it("never probe both, and the second takes over when the first dies or stops", async () => {
    const backend = await backendOf("a");
    const gateway = gatewayOf([ollama("a", backend.url)]);
    const dying = openDatabase(test.url);
    const first = start([gateway], { db: dying, leaseTtlMs: 900 });
    await until(async () => expect(first.prober.isLeading()).toBe(true));
    const second = start([gateway], { leaseTtlMs: 900 });
    await until(async () => expect((await seen("id of a")).length).toBeGreaterThan(3));
    expect(second.prober.isLeading()).toBe(false);

    await first.prober.stop();
    await until(async () => expect(second.prober.isLeading()).toBe(true));
    await dying.$disconnect();

    await test.db.lease.updateMany({ data: { holder: "someone who died", expiresAt: new Date(Date.now() + 900) } });
    await until(async () => expect(second.prober.isLeading()).toBe(false));
    await until(async () => expect(second.prober.isLeading()).toBe(true));
  });
});

it("stops probing when it could not renew the lease in time", async () => {
  const backend = await backendOf("a");
  const broken = openDatabase(test.url);
  const { prober, errors } = start([gatewayOf([ollama("a", backend.url)])], { db: broken, leaseTtlMs: 600 });
  await until(async () => expect(prober.isLeading()).toBe(true));
  await test.db.$executeRawUnsafe('ALTER TABLE "Lease" RENAME TO "LeaseAway"');
  await until(async () => expect(prober.isLeading()).toBe(false));
  expect(errors.some((error) => error.startsWith("hold the lease"))).toBe(true);
  await test.db.$executeRawUnsafe('ALTER TABLE "LeaseAway" RENAME TO "Lease"');
  await until(async () => expect(prober.isLeading()).toBe(true));
  await prober.stop();
  await broken.$disconnect();
});

describe("createLimiter", () => {
  it("bounds each host and the whole, and a host that waits takes no place from others", async () => {
    const limit = createLimiter(2, 3);
    const active = new Map<string, number>();
    let most = 0;
    let mostOfHost = 0;
    const work = (host: string) =>
      limit(host, async () => {
        active.set(host, (active.get(host) ?? 0) + 1);
        mostOfHost = Math.max(mostOfHost, active.get(host) ?? 0);
        most = Math.max(
          most,
          [...active.values()].reduce((sum, count) => sum + count, 0),
        );
        await new Promise((resolve) => setTimeout(resolve, 5));
        active.set(host, (active.get(host) ?? 0) - 1);
        return host;
      });
    const hosts = Array.from({ length: 30 }, (_, index) => (index < 20 ? "h0" : `h${index % 4}`));
    expect(await Promise.all(hosts.map(work))).toEqual(hosts);
    expect([most, mostOfHost]).toEqual([3, 2]);
  });
});
