"use client";

import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { ActionState } from "@/lib/action-state";
import { ActionNotice } from "./action-notice";
import { Dialog } from "./dialog";

type ConfirmDialogProps = {
  title: string;
  verb: string;
  pending: boolean;
  state: ActionState<unknown>;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
};

export function ConfirmDialog({ title, verb, pending, state, onConfirm, onClose, children }: ConfirmDialogProps) {
  return (
    <Dialog
      title={title}
      busy={pending}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose} disabled={pending} data-autofocus>
            Cancel
          </Button>
          <Button variant="filled" color="red" onClick={onConfirm} loading={pending}>
            {verb}
          </Button>
        </>
      }
    >
      <div>{children}</div>
      <ActionNotice state={state} />
    </Dialog>
  );
}
