import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { readFileSnapshot } from "@/lib/adapters/files/read-file-snapshot";
import type { FileSnapshot, ReadFailure } from "@/lib/adapters/files/schema";
import { statFingerprint } from "@/lib/adapters/files/stat-fingerprint";
import type { GatewayConnection } from "@/lib/adapters/litellm/schema";
import { listIncludes } from "@/lib/config/list-includes";
import type { ConfigReading, ConfigSource } from "@/lib/config/schema";
import { type GatewayRecord, parseReloadMethod } from "@/lib/gateways/schema";
import { err, ok, type Result } from "@/lib/result";
import { toRoutingGraph } from "@/lib/routing/graph";
import type { RoutingGraph } from "@/lib/routing/schema";
import { readConfigAside } from "./config-reader";
import type { Db } from "./db";

/** A gateway together with its file as it is on disk now. */
export type LoadedGateway = {
  record: GatewayRecord;
  /** SHA-256 of the main file's bytes. */
  sha: string;
  snapshot: FileSnapshot;
  source: ConfigSource;
  reading: ConfigReading;
  graph: RoutingGraph;
};

type GatewayRow = Awaited<ReturnType<Db["gateway"]["findMany"]>>[number];

const maxIncludeDepth = 5;

export const toGatewayRecord = (row: GatewayRow): GatewayRecord => ({
  id: row.id,
  name: row.name,
  url: row.url,
  configPath: row.configPath,
  keyFile: row.keyFile,
  reload: parseReloadMethod(row.reload) ?? { kind: "none" },
  logPath: row.logPath,
  targetPercent: row.targetPercent,
  currentSha: row.currentSha,
  readAt: row.readAt?.toISOString() ?? null,
  fileProblem: row.fileProblem,
  version: row.version,
});

export async function listGateways(db: Db): Promise<GatewayRecord[]> {
  const rows = await db.gateway.findMany({
    where: { removedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(toGatewayRecord);
}

export async function findGateway(db: Db, id: string): Promise<GatewayRecord | null> {
  const row = await db.gateway.findFirst({ where: { id, removedAt: null } });
  return row ? toGatewayRecord(row) : null;
}

/** Follows `include` lists, relative to the file that names them, each file once. */
export async function readSource(main: FileSnapshot, onRead: (path: string) => void = () => {}): Promise<ConfigSource> {
  const source: ConfigSource = { main: { path: main.path, text: main.text }, included: [], missing: [] };
  const seen = new Set([main.path]);
  const follow = async (text: string, from: string, depth: number): Promise<void> => {
    if (depth > maxIncludeDepth) return;
    for (const name of listIncludes(text)) {
      const path = resolve(dirname(from), name);
      if (seen.has(path)) continue;
      seen.add(path);
      onRead(path);
      const file = await readFileSnapshot(path);
      if (!file.ok) {
        source.missing.push(name);
        continue;
      }
      source.included.push({ path, text: file.value.text });
      await follow(file.value.text, path, depth + 1);
    }
  };
  await follow(main.text, main.path, 1);
  return source;
}

type Cached = { stamps: Map<string, string | null>; loaded: Omit<LoadedGateway, "record"> };
const cache = new Map<string, Cached>();

const isUnchanged = ({ stamps }: Cached): boolean =>
  [...stamps].every(([path, stamp]) => statFingerprint(path) === stamp);

/** The gateway's file as it is now. Parsed again only when a file it is made of has changed, or one that was missing is there. */
export async function loadGateway(record: GatewayRecord): Promise<Result<LoadedGateway, ReadFailure>> {
  const known = cache.get(record.configPath);
  if (known && isUnchanged(known)) return ok({ record, ...known.loaded });
  // Taken before each file is read: a write in between then shows as a difference at the next look.
  const stamps = new Map([[record.configPath, statFingerprint(record.configPath)]]);
  const snapshot = await readFileSnapshot(record.configPath);
  if (!snapshot.ok) return snapshot;
  const source = await readSource(snapshot.value, (path) => stamps.set(path, statFingerprint(path)));
  const reading = await readConfigAside(source);
  const loaded = { sha: snapshot.value.sha, snapshot: snapshot.value, source, reading, graph: toRoutingGraph(reading) };
  cache.set(record.configPath, { stamps, loaded });
  return ok({ record, ...loaded });
}

/** A gateway whose file may be the last good one; `old` then says why it is not the file on disk. */
export type KnownGateway = LoadedGateway & { old: string | null };

/** As `loadGateway`; when the file is gone or broken, the last one that could be read. */
export async function loadLastGood(db: Db, record: GatewayRecord): Promise<Result<KnownGateway, ReadFailure>> {
  const loaded = await loadGateway(record);
  if (loaded.ok && loaded.value.reading.usable) return ok({ ...loaded.value, old: null });
  const revision = await db.revision.findFirst({
    where: { gatewayId: record.id, sha: record.currentSha ?? "" },
    orderBy: { number: "desc" },
    select: { sha: true, bytes: true },
  });
  if (!revision) return loaded.ok ? ok({ ...loaded.value, old: null }) : loaded;
  const { sha, bytes } = revision;
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const source: ConfigSource = { main: { path: record.configPath, text }, included: [], missing: [] };
  const reading = await readConfigAside(source);
  const snapshot = { path: record.configPath, realPath: record.configPath, bytes, text, sha, mtimeMs: 0 };
  const problem = loaded.ok ? loaded.value.reading.problems[0]?.message : (loaded.detail ?? loaded.reason);
  const old = record.fileProblem ?? problem ?? "The file cannot be read.";
  return ok({ record, sha, snapshot, source, reading, graph: toRoutingGraph(reading), old });
}

export async function readKnownGateway(
  db: Db,
  id: string,
): Promise<Result<KnownGateway, "unknown-gateway" | ReadFailure>> {
  const record = await findGateway(db, id);
  return record ? loadLastGood(db, record) : err("unknown-gateway", `There is no gateway ${id}.`);
}

export async function readGateway(db: Db, id: string): Promise<Result<LoadedGateway, "unknown-gateway" | ReadFailure>> {
  const record = await findGateway(db, id);
  if (!record) return err("unknown-gateway", `There is no gateway ${id}.`);
  return loadGateway(record);
}

/** The key is read from its file at each call and kept nowhere. */
export async function gatewayConnection(record: GatewayRecord): Promise<GatewayConnection> {
  if (!record.keyFile) return { url: record.url, key: null };
  const key = await readFile(record.keyFile, "utf8").then(
    (text) => text.trim(),
    () => null,
  );
  return { url: record.url, key };
}
