"use client";

import type { z } from "zod";
import type { Action } from "@/lib/action-state";
import type { SignIn } from "@/lib/people/schema";
import { PasswordField, PersonForm, TextField } from "./person-form";

type SignInFormProps = { action: Action<z.input<typeof SignIn>>; next: string };

export function SignInForm({ action, next }: SignInFormProps) {
  return (
    <PersonForm action={action} submit="Sign in" fields={["email", "password"]}>
      {(errorOf) => (
        <>
          <input type="hidden" name="next" value={next} />
          <TextField
            name="email"
            label="E-mail"
            type="email"
            autoComplete="username"
            autoFocus
            error={errorOf("email")}
          />
          <PasswordField name="password" label="Password" autoComplete="current-password" error={errorOf("password")} />
        </>
      )}
    </PersonForm>
  );
}
