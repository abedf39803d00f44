"use client";

import { ActionIcon, Button } from "@mantine/core";
import { useState } from "react";
import { Icon } from "./icons";
import { Hidden } from "./text";

type CopyButtonProps = {
  text: string;
  /** What is copied, as in "Copy *diff*". */
  what: string;
  /** With its word, or as an icon beside the thing. */
  compact?: boolean;
};

type CopyState = "idle" | "copied" | "refused";

const words: Record<CopyState, string> = {
  idle: "Copy",
  copied: "Copied",
  refused: "The browser refused; select and copy by hand",
};

export function CopyButton({ text, what, compact = false }: CopyButtonProps) {
  const [state, setState] = useState<CopyState>("idle");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("refused");
    }
    setTimeout(() => setState("idle"), 2000);
  };
  const icon = <Icon name={state === "copied" ? "check" : "copy"} size={14} />;
  return (
    <>
      {compact ? (
        <ActionIcon onClick={copy} aria-label={`Copy ${what}`} title={`Copy ${what}`}>
          {icon}
        </ActionIcon>
      ) : (
        <Button onClick={copy} leftSection={icon} aria-label={`Copy ${what}`}>
          {words[state]}
        </Button>
      )}
      <span role="status">{state === "idle" ? null : <Hidden>{words[state]}</Hidden>}</span>
    </>
  );
}
