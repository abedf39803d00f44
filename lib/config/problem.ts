import type { Place } from "./schema";

/** Something wrong with the text itself, found while reading it; rules about its meaning are findings. */
export type ConfigProblem = {
  rule:
    | "yaml-syntax"
    | "duplicate-key"
    | "multiple-documents"
    | "too-deep"
    | "alias-bomb"
    | "not-a-map"
    | "missing-include"
    | "chain-shape"
    | "alias-shape"
    | "model-list-shape";
  severity: "error" | "warning";
  message: string;
  place: Place;
};
