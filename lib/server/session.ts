import "server-only";
import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { type Actor, type Role, roleAllows } from "@/lib/people/schema";
import { hasAdministrator } from "@/lib/people/store";
import { db } from "./db";
import { findSessionPrincipal, type Principal } from "./principal";

const currentPrincipal = cache(async (): Promise<Principal | null> => findSessionPrincipal(await headers()));

/** Who is signed in, with the role that the database holds now. Asked once per render. */
export const currentActor = async (): Promise<Actor | null> => (await currentPrincipal())?.actor ?? null;

/** The signed-in person's own session, for "sign out" and "this device". */
export const currentSessionId = async (): Promise<string | null> => (await currentPrincipal())?.sessionId ?? null;

/** Gate of a page: signed out goes to the login page (or to setup, when nobody exists), too low a role gets the 403 page. */
export async function requireRole(role: Role): Promise<Actor> {
  const actor = await currentActor();
  if (actor === null) redirect((await hasAdministrator(db())) ? "/login" : "/setup");
  if (!roleAllows(actor.role, role)) forbidden();
  return actor;
}
