import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fingerprint } from "@/lib/config/fingerprint";
import { textOf } from "@/lib/routing/testing";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "signalbox-edit-"));
const bundle = join(root, ".cache", `edit-test-${process.pid}`);
const run = promisify(execFile);
const path = join(folder, "config.yaml");

const before = textOf(
  ["A", "B", "C"],
  "router_settings:\n  fallbacks:\n    - A: [B]   # keep\n    - B: [C]\n  health_check_interval: 60 # s\n",
);

const edit = (...args: string[]): Promise<{ code: number; text: string; err: string }> => {
  writeFileSync(path, before);
  return new Promise((resolve) => {
    execFile(process.execPath, [join(bundle, "main.mjs"), "edit", path, ...args, "--write"], (error, _out, err) => {
      const code = typeof error?.code === "number" ? error.code : -1;
      resolve({ code: error ? code : 0, text: readFileSync(path, "utf8"), err });
    });
  });
};

beforeAll(async () => {
  await run(process.execPath, [join(root, "scripts/build-cli.mjs")], {
    env: { ...process.env, SIGNALBOX_CLI_OUT: bundle },
  });
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundle, { recursive: true, force: true });
});

const cases: [name: string, args: string[], after: string][] = [
  [
    "renames a model",
    ["rename-model", "--from", "B", "--to", "b 2"],
    before.replace('model_name: "B"', 'model_name: "b 2"').replace("[B]", "[b 2]").replace("- B:", "- b 2:"),
  ],
  ["replaces a target", ["replace-target", "--from", "C", "--to", "A"], before.replace("[C]", "[A]")],
  ["takes a target out", ["replace-target", "--from", "B", "--remove"], before.replace("    - A: [B]   # keep\n", "")],
  [
    "appends a last hop",
    ["append-target", "--models", "A,B", "--model", "C", "--target", "C"],
    before.replace("[B]", "[B, C]"),
  ],
  ["removes a chain", ["remove-chain", "--model", "B"], before.replace("    - B: [C]\n", "")],
  [
    "sets a node",
    ["set-node", "--path", "router_settings.fallbacks.1.B.0", "--value", '"A"'],
    before.replace("[C]", "[A]"),
  ],
  [
    "removes a node by a path as JSON",
    ["remove-node", "--path", '["router_settings","health_check_interval"]', "--was", fingerprint(60)],
    before.replace("  health_check_interval: 60 # s\n", ""),
  ],
  [
    "renames a key",
    ["rename-key", "--path", "router_settings.health_check_interval", "--to", "timeout"],
    before.replace("health_check_interval", "timeout"),
  ],
  [
    "makes edits as lint gives them",
    ["edits", "--edit", '[{"type":"replace-target","from":"C","to":"A"}]'],
    before.replace("[C]", "[A]"),
  ],
];

it.each(cases)("%s, and changes nothing else", async (_, args, after) => {
  const { code, text } = await edit(...args);
  expect([code, text]).toEqual([0, after]);
});

it("moves a setting to another section", async () => {
  const args = [
    "move-setting",
    "--key",
    "health_check_interval",
    "--from",
    "router_settings",
    "--to",
    "general_settings",
  ];
  const { code, text } = await edit(...args);
  expect(code).toBe(0);
  expect(text).toBe(
    before
      .replace("  health_check_interval: 60 # s\n", "")
      .replace("{master_key: os.environ/MASTER}", "{master_key: os.environ/MASTER, health_check_interval: 60}"),
  );
});

it.each([
  [
    "1 for a value that is another one by now",
    1,
    ["remove-node", "--path", "router_settings.health_check_interval", "--was", "0"],
  ],
  ["1 for a name that is taken", 1, ["rename-model", "--from", "A", "--to", "B"]],
  ["2 for a value that is no JSON", 2, ["set-node", "--path", "a", "--value", "{"]],
  ["2 for an edit that there is not", 2, ["edits", "--edit", '{"type":"paint"}']],
  ["2 for both --to and --remove", 2, ["replace-target", "--from", "A", "--to", "B", "--remove"]],
  ["2 for a section that there is not", 2, ["move-setting", "--key", "k", "--from", "x", "--to", "general_settings"]],
  ["2 without a model", 2, ["remove-chain"]],
])("ends with %s", async (_, expected, args) => {
  const { code, text, err } = await edit(...args);
  expect([code, text]).toEqual([expected, before]);
  expect(err).not.toBe("");
});
