import { err, type Result } from "@/lib/result";
import type { ProcessSnapshot, ReloadDescription, ReloadFailure, ReloadOptions, ReloadTarget } from "./schema";

export const describeReload = async (
  _target: ReloadTarget,
  _options: ReloadOptions = {},
): Promise<ReloadDescription> => ({ what: "", interruption: "", safe: false, why: null });

export const sendReload = async (
  _target: ReloadTarget,
  _options: ReloadOptions = {},
): Promise<Result<{ what: string }, ReloadFailure>> => err("no-method");

export const restart = async (
  _target: ReloadTarget,
  _options: ReloadOptions = {},
): Promise<Result<{ what: string }, ReloadFailure>> => err("no-method");

export const snapshotProcesses = async (
  _target: ReloadTarget,
  _options: ReloadOptions = {},
): Promise<ProcessSnapshot> => ({ mainPid: null, mainStartedAt: null, workers: [], launch: "unknown" });
