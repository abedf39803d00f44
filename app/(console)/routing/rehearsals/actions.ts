"use server";

import { z } from "zod";
import { startRehearsal } from "@/lib/changes/operations/start-rehearsal";
import { RehearsalDepth } from "@/lib/rehearsal/schema";
import { operatorAction } from "@/lib/server/action";
import { beginRehearsal } from "@/lib/server/run-rehearsals";

export const rehearse = operatorAction(
  "operator",
  "rehearsal.start",
  z.object({ gatewayId: z.string().min(1), depth: RehearsalDepth }),
  async (input, context) => beginRehearsal(context, await startRehearsal({ ...context, ...input })),
  { target: ({ gatewayId }) => gatewayId },
);
