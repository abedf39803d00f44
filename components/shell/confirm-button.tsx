"use client";

import { Button } from "@mantine/core";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import type { Action } from "@/lib/action-state";
import { useAction } from "./use-action";

const ConfirmDialog = dynamic(() => import("./confirm-dialog").then((part) => part.ConfirmDialog), { ssr: false });

type ConfirmButtonProps<Input, T> = {
  /** The verb, without dots: "Remove", "Revoke". */
  verb: string;
  title: string;
  /** What will happen, to what, and how it is undone. */
  plan: ReactNode;
  action: Action<Input, T>;
  input: Input;
  /** For those who listen, when several buttons share a verb. */
  label?: string;
  onDone?: () => void;
};

/** A destructive verb: it states its plan, and acts only after that. */
export function ConfirmButton<Input, T>({
  verb,
  title,
  plan,
  action,
  input,
  label,
  onDone,
}: ConfirmButtonProps<Input, T>) {
  const [open, setOpen] = useState(false);
  const { state, pending, run, reset } = useAction(action);
  const close = () => {
    setOpen(false);
    reset();
  };
  const confirm = () =>
    run(input, (next) => {
      if (next.status !== "done") return;
      close();
      onDone?.();
    });
  return (
    <>
      <Button size="compact-sm" onClick={() => setOpen(true)} {...(label ? { "aria-label": label } : {})}>
        {verb}…
      </Button>
      {open ? (
        <ConfirmDialog title={title} verb={verb} pending={pending} state={state} onConfirm={confirm} onClose={close}>
          {plan}
        </ConfirmDialog>
      ) : null}
    </>
  );
}
