"use client";

import type { z } from "zod";
import type { Action } from "@/lib/action-state";
import type { ClaimSetup } from "@/lib/people/schema";
import { PasswordField, PersonForm, TextField } from "./person-form";

type SetupFormProps = { action: Action<z.input<typeof ClaimSetup>> };

export function SetupForm({ action }: SetupFormProps) {
  return (
    <PersonForm action={action} submit="Create the administrator" fields={["code", "name", "email", "password"]}>
      {(errorOf) => (
        <>
          <TextField
            name="code"
            label="Setup code"
            hint="Four groups of five, printed by the server."
            autoComplete="one-time-code"
            autoFocus
            mono
            error={errorOf("code")}
          />
          <TextField name="name" label="Your name" autoComplete="name" error={errorOf("name")} />
          <TextField
            name="email"
            label="E-mail"
            hint="You sign in with it."
            type="email"
            autoComplete="username"
            error={errorOf("email")}
          />
          <PasswordField
            name="password"
            label="Password"
            hint="At least 12 characters; several words are fine."
            autoComplete="new-password"
            error={errorOf("password")}
          />
        </>
      )}
    </PersonForm>
  );
}
