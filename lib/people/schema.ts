import { z } from "zod";
import { passwordProblem } from "./password";

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

const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "This is too long for an e-mail address.")
  .pipe(z.email("Write an e-mail address, like name@example.org."));
const PersonName = z.string().trim().min(1, "Write a name.").max(100, "Use at most 100 characters.");
const anyPassword = z.string().min(1, "Write the password.").max(1000, "Use at most 128 characters.");

type WithPassword = { name: string; email: string; password: string };

function checkPassword({ value, issues }: { value: WithPassword; issues: z.core.$ZodRawIssue[] }): void {
  const message = passwordProblem(value.password, value);
  if (message !== null) issues.push({ code: "custom", path: ["password"], message, input: value.password });
}

export const SignIn = z.object({ email: Email, password: anyPassword, next: z.string().max(2000).optional() });
export type SignIn = z.output<typeof SignIn>;

export const CreatePerson = z
  .object({ name: PersonName, email: Email, role: Role, password: z.string() })
  .check((context) => checkPassword(context));
export type CreatePerson = z.output<typeof CreatePerson>;

export const ClaimSetup = z
  .object({
    code: z.string().trim().min(1, "Write the setup code that the server printed.").max(100),
    name: PersonName,
    email: Email,
    password: z.string(),
  })
  .check((context) => checkPassword(context));
export type ClaimSetup = z.output<typeof ClaimSetup>;

export const PersonId = z.object({ id: z.string().min(1).max(100) });
export const ChangeRole = PersonId.extend({ role: Role });
export const ResetPassword = PersonId.extend({ password: z.string().max(1000) });
export const BanPerson = PersonId.extend({ reason: z.string().trim().max(200).default("") });

export const ChangeOwnPassword = z.object({ current: anyPassword, password: z.string().max(1000) });

/** Form fields arrive as text, and an empty one means "does not expire". */
export const CreateToken = z.object({
  name: z
    .string()
    .trim()
    .regex(
      /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u,
      "Use 1 to 64 letters, digits, spaces, dots, dashes and underscores.",
    ),
  role: Role,
  expiresInDays: z
    .union([z.literal("").transform(() => null), z.null(), z.coerce.number().int().min(1).max(3650)])
    .default(null),
});
export type CreateToken = z.output<typeof CreateToken>;

export const PersonView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  banned: z.boolean(),
  banReason: z.string().nullable(),
  createdAt: z.iso.datetime(),
  sessions: z.number().int(),
});
export type PersonView = z.infer<typeof PersonView>;

export const SessionView = z.object({
  id: z.string(),
  email: z.string(),
  address: z.string().nullable(),
  agent: z.string().nullable(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type SessionView = z.infer<typeof SessionView>;

export const TokenView = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  /** First characters, to recognise it by. */
  prefix: z.string(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type TokenView = z.infer<typeof TokenView>;
