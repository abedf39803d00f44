import "server-only";
import { refresh } from "next/cache";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { Action, ActionState } from "@/lib/action-state";
import { type Actor, type Role, roleAllows } from "@/lib/people/schema";
import type { Result } from "@/lib/result";
import type { OperationContext } from "./context";
import { type Database, db } from "./db";
import { anonymous, recordDenial } from "./denials";
import { env } from "./env";
import { formValues } from "./form-values";
import { logFailure } from "./log";
import { peerAddress } from "./peer";
import { findSessionPrincipal } from "./principal";
import { redirectTo } from "./redirect-to";
import { isSameOrigin } from "./same-origin";

type Options<Input, Value> = {
  /** Shown when it worked. */
  message?: string | ((value: Value) => string);
  /** What a denied call was aimed at, for its audit row; the action's name alone when absent. */
  target?: (input: Input) => string;
  /** Page to go to when it worked. */
  redirectTo?: (value: Value) => string;
  /** Turns a refusal into an error beside a field. */
  fieldOf?: Partial<Record<string, string>>;
};

type Run<Input, Value, Context> = (input: Input, context: Context) => Promise<Result<Value, string>>;

/**
 * The one way to write a server action for people who are signed in:
 * same origin, authorise, parse, run one operation, refresh the page, tell the form.
 * `name` is the verb as the audit knows it (`draft.set-chain`).
 */
export function operatorAction<Schema extends z.ZodType, Value>(
  role: Role,
  name: string,
  schema: Schema,
  run: Run<z.output<Schema>, Value, OperationContext & { sessionId: string }>,
  options: Options<z.output<Schema>, Value> = {},
): Action<z.input<Schema>, Value> {
  return (_previous, given) =>
    guarded(name, async (incoming, now) => {
      const principal = await findSessionPrincipal(incoming);
      const input = schema.safeParse(formValues(given));
      const why = whyDenied(principal?.actor ?? null, role, incoming);
      if (principal === null || why !== null) {
        const actor = principal?.actor ?? anonymous(peerAddress(incoming));
        const target = input.success && options.target ? options.target(input.data) : "-";
        await recordDenial(
          db(),
          actor ?? anonymous(peerAddress(incoming)),
          { action: name, target, why: why ?? "" },
          now,
        );
        return { status: "refused", reason: "denied", detail: why ?? "" };
      }
      if (!input.success) return invalid(input.error);
      return settle(await run(input.data, { ...principal, db: db(), now }), options);
    });
}

type PublicContext = { db: Database; now: Date; headers: Headers; origin: string };

/** For the two pages that nobody is signed in on: same origin and parsing, without a role. */
export function publicAction<Schema extends z.ZodType, Value>(
  name: string,
  schema: Schema,
  run: Run<z.output<Schema>, Value, PublicContext>,
  options: Options<z.output<Schema>, Value> = {},
): Action<z.input<Schema>, Value> {
  return (_previous, given) =>
    guarded(name, async (incoming, now) => {
      const origin = peerAddress(incoming);
      if (!isSameOrigin(incoming, env().publicUrl)) {
        await recordDenial(db(), anonymous(origin), { action: name, target: "-", why: foreign() }, now);
        return { status: "refused", reason: "denied", detail: foreign() };
      }
      const input = schema.safeParse(formValues(given));
      if (!input.success) return invalid(input.error);
      return settle(await run(input.data, { db: db(), now, headers: incoming, origin }), options);
    });
}

const foreign = () =>
  `This request did not come from a page of this console at its configured address, ${env().publicUrl}. Open the console there, or set SIGNALBOX_URL to the address you use.`;

function whyDenied(actor: Actor | null, role: Role, incoming: Headers): string | null {
  if (!isSameOrigin(incoming, env().publicUrl)) return foreign();
  if (actor === null)
    return "You are signed out. Sign in again; what you entered here is kept while this page is open.";
  return roleAllows(actor.role, role) ? null : `This needs the role ${role}; yours is ${actor.role}.`;
}

async function guarded<Value>(
  name: string,
  body: (incoming: Headers, now: Date) => Promise<ActionState<Value>>,
): Promise<ActionState<Value>> {
  try {
    return await body(await headers(), new Date());
  } catch (error) {
    unstable_rethrow(error);
    const id = logFailure(error, { action: name });
    const detail = `Signalbox failed while doing this and nothing more is known here. Its log has the details under ${id}.`;
    return { status: "refused", reason: "unexpected", detail };
  }
}

function invalid<Value>(error: z.ZodError): ActionState<Value> {
  const fields = new Map<string, string[]>();
  for (const issue of error.issues) {
    const field = issue.path.map(String).join(".");
    fields.set(field, [...(fields.get(field) ?? []), issue.message]);
  }
  const message = fields.get("")?.[0] ?? "Some fields need correction.";
  fields.delete("");
  return { status: "invalid", fieldErrors: Object.fromEntries(fields), message };
}

function settle<Input, Value>(result: Result<Value, string>, options: Options<Input, Value>): ActionState<Value> {
  if (result.ok) {
    if (options.redirectTo) redirectTo(options.redirectTo(result.value));
    refresh();
    const message = typeof options.message === "function" ? options.message(result.value) : options.message;
    return { status: "done", ...(message === undefined ? {} : { message }), data: result.value };
  }
  const detail = result.detail ?? result.reason;
  const field = options.fieldOf?.[result.reason];
  if (field !== undefined) return { status: "invalid", fieldErrors: { [field]: [detail] }, message: detail };
  return { status: "refused", reason: result.reason, detail };
}
