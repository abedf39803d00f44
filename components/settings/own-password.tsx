"use client";

import { PasswordField, PersonForm } from "@/components/people/person-form";
import type { Action } from "@/lib/action-state";

type OwnPasswordProps = { change: Action<{ current: string; password: string }> };

export function OwnPassword({ change }: OwnPasswordProps) {
  return (
    <PersonForm action={change} submit="Change the password" fields={["current", "password"]}>
      {(errorOf) => (
        <>
          <PasswordField
            name="current"
            label="Current password"
            autoComplete="current-password"
            error={errorOf("current")}
          />
          <PasswordField
            name="password"
            label="New password"
            hint="At least 12 characters; several words are fine."
            autoComplete="new-password"
            error={errorOf("password")}
          />
        </>
      )}
    </PersonForm>
  );
}
