import { z } from "zod";

export const Role = z.enum(["viewer", "operator", "admin"]);
export type Role = z.infer<typeof Role>;

const rank: Record<Role, number> = { viewer: 0, operator: 1, admin: 2 };

export const roleAllows = (role: Role, needed: Role): boolean => rank[role] >= rank[needed];

/** Who acts: a signed-in person, an API token, the command line, or the console itself. */
export type Actor = {
  /** `user:EMAIL`, `token:NAME`, `cli:OSUSER`, `signalbox`. */
  name: string;
  role: Role;
  /** Remote address, `host` for the command line, `-` for the console itself. */
  origin: string;
};

export const consoleActor: Actor = { name: "signalbox", role: "admin", origin: "-" };
