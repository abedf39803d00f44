// npm leaves an optional platform package out of the lockfile when the registry at hand does not carry it, and
// `npm ci` then refuses the lockfile everywhere. This adds the missing entries (version and platform, taken from the
// package that asks for them). Run it after a change of dependencies; it prints what it added.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const path = join(fileURLToPath(import.meta.url), "../../package-lock.json");
const lock = JSON.parse(readFileSync(path, "utf8"));
const systems = {
  android: "android",
  darwin: "darwin",
  freebsd: "freebsd",
  netbsd: "netbsd",
  openbsd: "openbsd",
  openharmony: "openharmony",
  linux: "linux",
  linuxmusl: "linux",
  win32: "win32",
  windows: "win32",
  aix: "aix",
  sunos: "sunos",
};
const processors = {
  x64: "x64",
  arm64: "arm64",
  ia32: "ia32",
  arm: "arm",
  armv7: "arm",
  "arm-eabi": "arm",
  ppc64: "ppc64",
  ppc64le: "ppc64",
  s390x: "s390x",
  riscv64: "riscv64",
  loong64: "loong64",
  mips64el: "mips64el",
};

/** The platform that a name such as `@scope/binding-linux-arm64-musl` states. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.map((word) => systems[word]).find(Boolean);
  const cpu = words.map((word) => processors[word]).find(Boolean);
  const libc = words.some((word) => /musl/.test(word))
    ? "musl"
    : words.some((word) => /^gnu|glibc/.test(word))
      ? "glibc"
      : null;
  return {
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(os ? { os: [os] } : {}),
    ...(libc && os === "linux" ? { libc: [libc] } : {}),
  };
}

const added = [];
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const folders = place
      .split("/node_modules/")
      .map((_, depth, all) => all.slice(0, all.length - depth).join("/node_modules/"));
    const candidates = [...folders.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`];
    if (candidates.some((candidate) => lock.packages[candidate])) continue;
    const version = range.replace(/^[\^~]/, "");
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(entry.dev ? { dev: true } : {}),
      ...(entry.license ? { license: entry.license } : {}),
      optional: true,
    };
    added.push(`${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length ? `added ${added.length}:\n  ${added.join("\n  ")}` : "nothing is missing");
