import { parentPort } from "node:worker_threads";
import { applyEdits } from "@/lib/config/apply-edit";
import { readConfig } from "@/lib/config/read-config";
import type { ConfigSource, Edit } from "@/lib/config/schema";

type Message = { id: number; verb: "read" | "edit"; source: ConfigSource; edits?: Edit[] };

parentPort?.on("message", ({ id, verb, source, edits }: Message) => {
  const value = verb === "read" ? readConfig(source) : applyEdits(source, edits ?? []);
  parentPort?.postMessage({ id, value });
});
