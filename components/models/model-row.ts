import type { Sample, Status } from "@/lib/health/schema";
import type { Severity } from "@/lib/routing/schema";

/** A deployment as the registry shows it. */
export type ModelRow = {
  identity: string;
  group: string;
  /** `litellm_params.model` as written. */
  model: string;
  provider: string;
  local: boolean;
  backend: string;
  /** `env NAME`, `written in the file`, or null. Never the value. */
  keyReference: string | null;
  contextWindow: number | null;
  status: Status;
  reasoning: string;
  direct: Sample | null;
  gateway: Sample | null;
  availablePercent: number | null;
  /** Chains and aliases that lead here. */
  usedBy: readonly string[];
  worstFinding: Severity | null;
  findings: number;
};

export type ModelSortKey = "group" | "status" | "backend" | "first-byte" | "available";

/** The state of the table as it stands in the address. */
export type ModelsView = {
  query: string;
  status: Status | null;
  sort: ModelSortKey;
  descending: boolean;
  byBackend: boolean;
};

export const defaultModelsView: ModelsView = {
  query: "",
  status: null,
  sort: "group",
  descending: false,
  byBackend: false,
};
