import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";

/** What the linter cannot express about the tree: gates, wrappers, names, sizes, cited paths. */

const folders = ["app", "bench", "cli", "components", "e2e", "lab", "lib", "prisma", "scripts"];
const isSource = (file: string) => /\.(?:ts|tsx|mjs|css)$/.test(file) && !file.startsWith("lib/generated/");

const files = folders
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)))
  .filter(isSource);
const read = (file: string) => readFileSync(file, "utf8");
const named = (pattern: RegExp) => files.filter((file) => pattern.test(file));
/** Files that break a rule, with what was found; a rule holds when there are none. */
const offenders = (candidates: readonly string[], find: (text: string, file: string) => readonly string[]) =>
  candidates.flatMap((file) => find(read(file), file).map((what) => `${file}: ${what}`));
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]);

test("the walk sees the tree", () => {
  expect(files).toContain("lib/architecture.test.ts");
  expect(named(/^app\/.*page\.tsx$/).length).toBeGreaterThan(1);
  expect(named(/^app\/api\/.*route\.ts$/).length).toBeGreaterThan(1);
});

test("every page of the console asks for a role before it reads", () => {
  const ungated = (text: string) => {
    const body = text.slice(text.indexOf("export default"));
    const gate = body.indexOf("await requireRole(");
    const others = matches(body, /await (?!requireRole|params|searchParams|props)(\w+)/g);
    if (gate < 0) return ["does not await requireRole"];
    return others.some((call) => body.indexOf(`await ${call}`) < gate) ? ["reads before requireRole"] : [];
  };
  expect(offenders(named(/^app\/\(console\)\/.*page\.tsx$/), ungated)).toEqual([]);
});

test("every export of an actions file is made by a wrapper, the open one only for signing in and setting up", () => {
  const unwrapped = (text: string, file: string) => {
    const wrapper = file.startsWith("app/(auth)/") ? "(?:operatorAction|publicAction)" : "operatorAction";
    const isWrapped = new RegExp(`^export const \\w+ = ${wrapper}\\(`);
    const exported = text.split("\n").filter((line) => line.startsWith("export "));
    const bad = exported.filter((line) => !isWrapped.test(line));
    return text.startsWith('"use server";') ? bad : ['does not start with "use server"', ...bad];
  };
  expect(offenders(named(/^app\/.*actions\.ts$/), unwrapped)).toEqual([]);
});

test("server actions live in actions files only", () => {
  const others = files.filter((file) => basename(file) !== "actions.ts" && !file.endsWith(".test.ts"));
  expect(offenders(others, (text) => matches(text, /^\s*["']use server["'];?$/gm))).toEqual([]);
});

test("every method of a route is made by a wrapper", () => {
  const unwrapped = (text: string) =>
    text
      .split("\n")
      .filter((line) => line.startsWith("export "))
      .filter((line) => !/^export const (?:GET|POST|PUT|PATCH|DELETE) = (?:operatorRoute|publicRoute)\(/.test(line));
  expect(offenders(named(/^app\/.*route\.ts$/), unwrapped)).toEqual([]);
});

test("app/ holds the files that the framework knows, and nothing else", () => {
  const legal =
    /^(?:(?:page|layout|loading|error|not-found|forbidden|global-error|providers)\.tsx|(?:actions|search-params|route)\.ts|globals\.css|[\w-]+\.test\.tsx?)$/;
  expect(named(/^app\//).filter((file) => !legal.test(basename(file)))).toEqual([]);
});

test("files are named in kebab-case, and there are no barrels", () => {
  const legal = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:(?:[a-z]+\.)?test|spec|module|config))?\.(?:tsx?|mjs|css)$/;
  const bad = files.filter((file) => !legal.test(basename(file)) || /^index\./.test(basename(file)));
  expect(bad).toEqual([]);
});

test("default exports are for the framework", () => {
  const ours = named(/^(?:components|lib|cli)\//);
  expect(offenders(ours, (text) => matches(text, /^export default .*$/gm))).toEqual([]);
});

const ceilings: [RegExp, number][] = [
  [/\.(?:test|spec)\.tsx?$|-cases\.ts$|\/testing(?:\.ts$|\/)|^e2e\//, 350],
  [/^app\/.*actions\.ts$/, 120],
  [/^app\//, 90],
  [/^lib\/[^/]+\/(?:store|operations)(?:\.ts$|\/)|^lib\/server\//, 220],
  [/^(?:lib\/adapters|components)\//, 200],
  [/^lib\//, 180],
  [/./, 350],
];

test("no file is longer than the ceiling of its kind", () => {
  const tooLong = (text: string, file: string) => {
    const ceiling = file.endsWith(".css") ? 350 : (ceilings.find(([kind]) => kind.test(file))?.[1] ?? 350);
    const lines = text.split("\n").length - 1;
    return lines > ceiling ? [`${lines} lines, ceiling ${ceiling}`] : [];
  };
  expect(offenders(files, tooLong)).toEqual([]);
});

test("settings are read in one place", () => {
  const inside = /^(?:app|cli|components|lib)\//;
  const readers = files.filter(
    (file) => inside.test(file) && file !== "lib/server/env.ts" && !/\.test\.tsx?$/.test(file),
  );
  expect(offenders(readers, (text) => matches(text, /process\.env\b(?!\.SIGNALBOX_VERSION)(?:\.\w+)?/g))).toEqual([]);
  expect(matches(read("proxy.ts"), /process\.env/g)).toEqual([]);
  expect(matches(read("instrumentation.ts"), /process\.env\.(\w+)/g)).toEqual(["NEXT_RUNTIME", "NEXT_RUNTIME"]);
});

test("paths that comments cite exist", () => {
  const cited =
    /(?<![\w/.])((?:app|bench|cli|components|docs|e2e|lab|lib|prisma|scripts)\/[\w()[\]./-]+\.(?:tsx?|mjs|md|prisma))\b/g;
  const missing = (text: string) => {
    const comments = matches(text, /^\s*(?:\/\/|\/\*|\*).*$/gm).join("\n");
    return matches(comments, cited).filter((path) => !existsSync(path));
  };
  expect(offenders(files, missing)).toEqual([]);
});

test("no picture, script or style comes from another host, and no style or script is written inline", () => {
  const screens = named(/^(?:app|components)\/.*\.tsx$/);
  const inline =
    /<(?:script|style)\b|dangerouslySetInnerHTML|https?:\/\/(?!127\.0\.0\.1|localhost)[\w.-]+[^"'`\s]*\.(?:js|css|png|svg|woff2?)/g;
  expect(offenders(screens, (text) => matches(text, inline))).toEqual([]);
});
