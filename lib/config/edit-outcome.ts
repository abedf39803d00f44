export type EditRefusal =
  | "unusable-file"
  | "unknown-deployment"
  | "unknown-chain"
  | "unknown-alias"
  | "shared-node"
  | "in-included-file"
  | "changed-meanwhile"
  | "unexpected-shape"
  | "invalid-value";

export type EditOutcome = {
  text: string;
  /** What the operator should know before applying: a generated region, two copies of a setting and which one wins. */
  warnings: string[];
};
