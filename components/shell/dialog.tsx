"use client";

import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import styles from "./dialog.module.css";

type DialogProps = {
  title: string;
  size?: "md" | "lg" | "xl";
  /** While something runs the dialog stays: what was started must be seen to end. */
  busy?: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, at the bottom where a thumb reaches them. */
  foot: ReactNode;
};

export function Dialog({ title, size = "md", busy = false, onClose, children, foot }: DialogProps) {
  const onPhone = useMediaQuery("(max-width: 640px)") ?? false;
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      fullScreen={onPhone}
      closeOnClickOutside={!busy}
      closeOnEscape={!busy}
      withCloseButton={!busy}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <div className={styles.body}>
        {children}
        <div className={styles.foot}>{foot}</div>
      </div>
    </Modal>
  );
}
