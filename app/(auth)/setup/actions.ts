"use server";

import { claimSetup as claim } from "@/lib/people/operations/setup";
import { signIn } from "@/lib/people/operations/sign-in";
import { ClaimSetup } from "@/lib/people/schema";
import { publicAction } from "@/lib/server/action";
import { signInWithPassword } from "@/lib/server/auth";
import { env } from "@/lib/server/env";

export const claimSetup = publicAction(
  "setup.claim",
  ClaimSetup,
  async (input, { headers, ...context }) => {
    const claimed = await claim({ ...context, dataFolder: env().dataFolder }, input);
    if (!claimed.ok) return claimed;
    const openSession = (email: string, password: string) => signInWithPassword(email, password, headers);
    return signIn({ ...context, agent: headers.get("user-agent"), openSession }, input);
  },
  { redirectTo: () => "/settings/welcome", fieldOf: { "wrong-code": "code", "email-taken": "email" } },
);
