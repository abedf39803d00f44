"use client";

import { Button, PasswordInput } from "@mantine/core";
import dynamic from "next/dynamic";
import { type FormEvent, useId, useState } from "react";
import { ActionNotice } from "@/components/shell/action-notice";
import { useAction } from "@/components/shell/use-action";
import type { Action } from "@/lib/action-state";
import type { PersonView } from "@/lib/people/schema";

const Dialog = dynamic(() => import("@/components/shell/dialog").then((part) => part.Dialog), { ssr: false });

type ResetPasswordProps = { person: PersonView; action: Action<{ id: string; password: string }> };

/** A new password for somebody else: told to them by other means, and their sessions end. */
export function ResetPassword({ person, action }: ResetPasswordProps) {
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState("");
  const { state, pending, run, reset } = useAction(action);
  const formId = useId();
  const close = () => {
    setOpen(false);
    setPassword("");
    reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ id: person.id, password }, (next) => {
      if (next.status === "done") close();
    });
  };
  return (
    <>
      <Button size="compact-sm" onClick={() => setOpen(true)} aria-label={`Set a new password for ${person.name}`}>
        New password…
      </Button>
      {open ? (
        <Dialog
          title={`New password for ${person.name}`}
          busy={pending}
          onClose={close}
          foot={
            <>
              <Button onClick={close} disabled={pending}>
                Cancel
              </Button>
              <Button type="submit" form={formId} variant="filled" loading={pending}>
                Set the password
              </Button>
            </>
          }
        >
          <form id={formId} onSubmit={submit} noValidate>
            <p>Every session of theirs ends. Tell it to them yourself; they can change it under Your account.</p>
            <PasswordInput
              label="New password"
              description="At least 12 characters; several words are fine."
              autoComplete="new-password"
              data-autofocus
              value={password}
              error={state.status === "invalid" ? state.fieldErrors.password?.join(" ") : null}
              visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          </form>
          <ActionNotice state={state} shownFields={["password"]} />
        </Dialog>
      ) : null}
    </>
  );
}
