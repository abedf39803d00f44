import type { Command } from "commander";

export type VerbModule = { register: (program: Command) => void };

/**
 * Each verb lives in `cli/verbs/<name>.ts` and is loaded when it is asked for. Those that talk to a console load the
 * database inside their action, so that an offline verb never waits for what another one needs.
 */
export const verbs: Record<string, () => Promise<VerbModule>> = {
  lint: () => import("./verbs/lint"),
  plan: () => import("./verbs/plan"),
  rehearse: () => import("./verbs/rehearse"),
  suggest: () => import("./verbs/suggest"),
  edit: () => import("./verbs/edit"),
  status: () => import("./verbs/status"),
  reload: () => import("./verbs/reload"),
  apply: () => import("./verbs/apply"),
  rollback: () => import("./verbs/rollback"),
  token: () => import("./verbs/token"),
  user: () => import("./verbs/user"),
  audit: () => import("./verbs/audit"),
  doctor: () => import("./verbs/doctor"),
};
