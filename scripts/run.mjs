import { spawn } from "node:child_process";
import { Refusal } from "./progress.mjs";

/**
 * Runs a program to its end. Its output is kept and shown only when it fails, unless `show` is set.
 * @param {string} program @param {string[]} args
 * @param {{ env?: Record<string, string>, cwd?: string, show?: boolean, onLine?: (line: string) => void }} [options]
 */
export function run(program, args, { env, cwd, show = false, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
    });
    const kept = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text) => {
        kept.push(text);
        const last = text.trim().split("\n").at(-1);
        if (last) onLine?.(last);
      });
    child.on("error", (error) => reject(new Refusal(`${program} could not be started: ${error.message}`)));
    child.on("close", (code, signal) => {
      const output = kept.join("");
      if (code === 0) return resolve(output);
      reject(
        new Refusal(
          `${program} ${args.join(" ")} ended with ${signal ?? code}.\n${output.split("\n").slice(-40).join("\n")}`,
        ),
      );
    });
  });
}
