import type { Status } from "@/lib/health/schema";
import type { RegistryRow } from "@/lib/models/registry";

/** A deployment as the registry shows it. */
export type ModelRow = RegistryRow;

export const modelSortKeys = ["group", "status", "backend", "first-byte", "available", "findings"] as const;
export type ModelSortKey = (typeof modelSortKeys)[number];

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
