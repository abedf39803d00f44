import "server-only";
import { findLiveSession } from "@/lib/people/operations/live-session";
import { findLiveToken } from "@/lib/people/operations/live-token";
import type { Actor } from "@/lib/people/schema";
import { readSessionToken } from "./auth";
import { db } from "./db";
import { peerAddress } from "./peer";

/** Somebody who proved who they are. `sessionId` is null for an API token. */
export type Principal = { actor: Actor; sessionId: string | null };
export type SessionPrincipal = { actor: Actor; sessionId: string };

export async function findSessionPrincipal(headers: Headers): Promise<SessionPrincipal | null> {
  const token = await readSessionToken(headers);
  if (token === null) return null;
  const session = await findLiveSession(db(), token, new Date());
  if (session === null) return null;
  const actor: Actor = { name: `user:${session.email}`, role: session.role, origin: peerAddress(headers) };
  return { actor, sessionId: session.id };
}

/** `null`: no bearer header at all. `"invalid"`: there is one and it is unknown, expired or revoked. */
export async function findTokenPrincipal(headers: Headers): Promise<Principal | "invalid" | null> {
  const header = headers.get("authorization");
  if (header === null) return null;
  const secret = /^Bearer ([\w-]{1,200})$/i.exec(header)?.[1];
  const token = secret === undefined ? null : await findLiveToken(db(), secret, new Date());
  if (token === null) return "invalid";
  return {
    actor: { name: `token:${token.name}`, role: token.role, origin: peerAddress(headers) },
    sessionId: null,
  };
}
