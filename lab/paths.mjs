import { createHash } from "node:crypto";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");
/** Unix sockets have short names: 104 bytes on macOS, 108 on Linux. */
const SOCKET_PATH_LIMIT = 100;

/** `SIGNALBOX_DATA`, by default `data` in the repository. @param {Record<string, string | undefined>} [env] */
export function dataFolderFrom(env = process.env) {
  const given = env.SIGNALBOX_DATA || join(ROOT, "data");
  if (given.startsWith("~/")) return join(homedir(), given.slice(2));
  return resolve(given);
}

/** Every file of a lab. @param {string} dataFolder */
export function labPaths(dataFolder) {
  const folder = join(resolve(dataFolder), "lab");
  return {
    folder,
    state: join(folder, "state.json"),
    lock: join(folder, "lock"),
    config: join(folder, "gateway.yaml"),
    firstConfig: join(folder, "gateway.first.yaml"),
    gatewayKey: join(folder, "gateway.key"),
    cloudKey: join(folder, "cloud.key"),
    gatewayPid: join(folder, "gateway.pid"),
    gatewayProcess: join(folder, "gateway.process.json"),
    gatewayLog: join(folder, "gateway.log"),
    /** @param {string} part */
    log: (part) => join(folder, `${part}.log`),
    /** @param {string} part */
    control: (part) => socketPath(folder, part),
  };
}

/** @typedef {ReturnType<typeof labPaths>} LabPaths */

/** @param {string} folder @param {string} part */
function socketPath(folder, part) {
  const beside = join(folder, "run", `${part}.sock`);
  if (Buffer.byteLength(beside) <= SOCKET_PATH_LIMIT) return beside;
  const short = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  return join(tmpdir(), `signalbox-${process.getuid?.() ?? 0}-${short}`, `${part}.sock`);
}
