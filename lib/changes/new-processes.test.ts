import { expect, it } from "vitest";
import type { ProcessSnapshot } from "@/lib/adapters/reload/schema";
import { judgeSuccession } from "./new-processes";

const processes = (mainPid: number | null, workers: number[], startedAt = 1000): ProcessSnapshot => ({
  mainPid,
  mainStartedAt: mainPid === null ? null : startedAt,
  workers: workers.map((pid) => ({ pid, startedAt: pid * 10_000 })),
  launch: "gunicorn",
});

it.each([
  ["new workers under the same main process", processes(1, [2]), processes(1, [3]), "new"],
  ["an old worker beside a new one", processes(1, [2]), processes(1, [2, 3]), "mixed"],
  ["nobody was replaced", processes(1, [2, 3]), processes(1, [2, 3]), "old"],
  ["another main process", processes(1, [2]), processes(9, [10]), "new"],
  ["the same number given to a later process", processes(1, []), processes(1, [], 90_000), "new"],
  ["a start that was only read a little differently", processes(1, [2]), processes(1, [2], 1400), "old"],
  ["no process left", processes(1, [2]), processes(null, []), "gone"],
  ["a main process without workers", processes(1, [2]), processes(1, []), "gone"],
  ["nothing was running before", processes(null, []), processes(5, [6]), "new"],
  ["no process is ever seen", processes(null, []), processes(null, []), "unknown"],
  ["a launcher without workers", processes(1, []), processes(1, []), "unknown"],
] as const)("%s", (_name, before, after, verdict) => {
  expect(judgeSuccession(before, after)).toBe(verdict);
});
