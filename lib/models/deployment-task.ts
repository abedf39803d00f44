import { z } from "zod";
import { CheckedDeployment } from "./provider-fields";

/** What a deployment form does when it is saved. `identity` is the entry it began with. */
export const DeploymentTask = z
  .object({
    verb: z.enum(["add", "duplicate", "edit"]),
    identity: z.string().min(1).nullable(),
    values: CheckedDeployment,
  })
  .refine(({ verb, identity }) => (verb === "add") === (identity === null), "Only a new deployment has no original.");
export type DeploymentTask = z.infer<typeof DeploymentTask>;
