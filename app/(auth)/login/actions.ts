"use server";

import { cookies } from "next/headers";
import { z } from "zod";
import { safeNextPage } from "@/lib/people/next-page";
import { signOut as endSession } from "@/lib/people/operations/sessions";
import { signIn as openAccount } from "@/lib/people/operations/sign-in";
import { SignIn } from "@/lib/people/schema";
import { ok } from "@/lib/result";
import { operatorAction, publicAction } from "@/lib/server/action";
import { signInWithPassword } from "@/lib/server/auth";
import { sessionCookieNames } from "@/lib/server/session-cookie";

export const signIn = publicAction(
  "session.sign-in",
  SignIn,
  async (input, { headers, ...context }) => {
    const openSession = (email: string, password: string) => signInWithPassword(email, password, headers);
    const entered = await openAccount({ ...context, agent: headers.get("user-agent"), openSession }, input);
    return entered.ok ? ok({ next: safeNextPage(input.next) }) : entered;
  },
  { redirectTo: ({ next }) => next },
);

export const signOut = operatorAction(
  "viewer",
  "session.sign-out",
  z.object({}),
  async (_input, context) => {
    const jar = await cookies();
    for (const name of sessionCookieNames) jar.delete(name);
    return endSession(context, { sessionId: context.sessionId });
  },
  { redirectTo: () => "/login" },
);
