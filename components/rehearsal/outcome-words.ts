import type { PythonOrigin, RehearsalDepth, RehearsalFailure, RehearsalView, Verdict } from "@/lib/rehearsal/schema";
import { summariseCounts } from "@/lib/rehearsal/words";

export const depthWords: Record<RehearsalDepth, { name: string; meaning: string }> = {
  router: { name: "Router", meaning: "LiteLLM's Router alone: seconds, every call seen." },
  gateway: { name: "Whole gateway", meaning: "A throw-away gateway: about 20 s, with what a client sees." },
};

export const originWords: Record<PythonOrigin, string> = {
  gateway: "the gateway's own",
  setting: "as the settings name it",
  lab: "the lab's",
};

export const failureWords: Record<RehearsalFailure, string> = {
  "no-python": "No LiteLLM was found",
  "unusable-file": "The file cannot be used",
  "nothing-to-rehearse": "There is nothing to rehearse",
  "start-refused": "LiteLLM refuses to start with it",
  "start-timeout": "LiteLLM did not become ready",
  "out-of-memory": "LiteLLM took too much memory and was ended",
  ended: "LiteLLM's process ended",
  aborted: "The rehearsal was stopped",
  interrupted: "The rehearsal was interrupted",
};

export const verdictTones: Record<Verdict, "ok" | "warn" | "plain"> = {
  "as-planned": "ok",
  different: "warn",
  "not-determined": "plain",
  "could-not-run": "plain",
};

/** `ok` only where nothing was seen that a plan does not say. */
export const toneOf = ({ failure, report }: RehearsalView): "ok" | "warn" | "bad" | "plain" => {
  if (failure) return failure.reason === "start-refused" ? "bad" : "warn";
  if (!report) return "plain";
  const { different, couldNotRun, scenarios } = report.counts;
  return different + couldNotRun > 0 || scenarios === 0 ? "warn" : "ok";
};

export const sentenceOf = ({ failure, report }: RehearsalView): string =>
  failure ? failureWords[failure.reason] : report ? `Rehearsed ${summariseCounts(report.counts)}` : "Rehearsing";

/** `on this draft`, `on an earlier draft`. */
export const aboutOf = ({ of, current }: Pick<RehearsalView, "of" | "current">): string =>
  current ? `on this ${of}` : `on an earlier ${of}, edited since`;

export const progressOf = ({ progress: { done, total, doing } }: RehearsalView): string =>
  total === 0 ? `${doing || "Beginning"}…` : `Scenario ${Math.min(done + 1, total)} of ${total}`;
