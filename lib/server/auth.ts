import "server-only";
import { join } from "node:path";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { nextCookies } from "better-auth/next-js";
import { absoluteSessionSeconds } from "@/lib/people/session-limits";
import { db } from "./db";
import { env } from "./env";
import { allowedOrigins } from "./same-origin";
import { ensureSecret } from "./secret";
import { cookiePrefix } from "./session-cookie";

/**
 * better-auth checks passwords, creates sessions and signs the cookie. Its HTTP routes are not mounted: sign-in is an
 * action of ours with its own limits, people are written by lib/people in one transaction with their audit rows,
 * and how long a session lives is decided in lib/people/operations/live-session.ts.
 */
function createAuth() {
  const { publicUrl, dataFolder } = env();
  return betterAuth({
    appName: "Signalbox",
    baseURL: publicUrl,
    trustedOrigins: allowedOrigins(publicUrl),
    secret: ensureSecret(join(dataFolder, "secret")),
    database: prismaAdapter(db(), { provider: "sqlite" }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    session: { expiresIn: absoluteSessionSeconds, disableSessionRefresh: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: { cookiePrefix, ipAddress: { disableIpTracking: true } },
    logger: { disabled: true },
    plugins: [nextCookies()],
  });
}

type OurAuth = ReturnType<typeof createAuth>;
const holder = globalThis as typeof globalThis & { signalboxAuth?: OurAuth };

export function auth(): OurAuth {
  holder.signalboxAuth ??= createAuth();
  return holder.signalboxAuth;
}

/** The session token that a request's signed cookie names, when that session exists. */
export async function readSessionToken(headers: Headers): Promise<string | null> {
  const found = await auth().api.getSession({ headers, query: { disableRefresh: true } });
  return found?.session.token ?? null;
}

/** True when the password is right: a session is then created and its cookie set on the answer. */
export async function signInWithPassword(email: string, password: string, headers: Headers): Promise<string | null> {
  const { APIError } = await import("better-auth/api");
  try {
    const { token } = await auth().api.signInEmail({ body: { email, password }, headers });
    return token;
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return null;
    throw error;
  }
}
