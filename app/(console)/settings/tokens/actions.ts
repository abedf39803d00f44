"use server";

import { z } from "zod";
import { createToken as create, revokeToken as revoke } from "@/lib/people/operations/tokens";
import { CreateToken } from "@/lib/people/schema";
import { ok } from "@/lib/result";
import { operatorAction } from "@/lib/server/action";

export const createToken = operatorAction(
  "operator",
  "token.create",
  CreateToken,
  async (input, context) => {
    const created = await create(context, input);
    return created.ok ? ok({ token: created.value.token }) : created;
  },
  { target: ({ name }) => name, fieldOf: { "name-taken": "name" } },
);

export const revokeToken = operatorAction(
  "operator",
  "token.revoke",
  z.object({ id: z.string().min(1) }),
  (input, context) => revoke(context, input),
  { target: ({ id }) => id },
);
