import type { Command } from "commander";

export type VerbModule = { register: (program: Command) => void };

/**
 * Each verb lives in `cli/verbs/<name>.ts` and is loaded when it is asked for, so that an offline verb never waits for
 * what another one needs. Verbs that talk to a console (token, user, status, reload, apply, rollback, audit, doctor)
 * join this table as they are written, and load the database inside their action.
 */
export const verbs: Record<string, () => Promise<VerbModule>> = {
  lint: () => import("./verbs/lint"),
  plan: () => import("./verbs/plan"),
  edit: () => import("./verbs/edit"),
};
