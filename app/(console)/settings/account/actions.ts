"use server";

import { z } from "zod";
import { changeOwnPassword } from "@/lib/people/operations/passwords";
import { revokeSession as revoke, revokeAllSessions } from "@/lib/people/operations/sessions";
import { ChangeOwnPassword } from "@/lib/people/schema";
import { operatorAction } from "@/lib/server/action";

export const changePassword = operatorAction(
  "viewer",
  "person.change-password",
  ChangeOwnPassword,
  (input, context) => changeOwnPassword(context, input),
  {
    fieldOf: { "wrong-password": "current", "weak-password": "password" },
    message: "Changed. Every other session of yours has ended.",
  },
);

export const revokeSession = operatorAction(
  "viewer",
  "session.revoke",
  z.object({ id: z.string().min(1) }),
  (input, context) => revoke(context, input),
  { target: ({ id }) => id },
);

export const revokeOthers = operatorAction("viewer", "session.revoke-all", z.object({}), (_input, context) =>
  revokeAllSessions(context, { email: context.actor.name.replace(/^user:/, ""), except: context.sessionId }),
);
