"use client";

import { Button } from "@mantine/core";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

type LinkButtonProps = { href: Route; primary?: boolean; children: ReactNode };

/** A link that looks like a button, also for pages that the server renders: they cannot hand over a component. */
export function LinkButton({ href, primary = false, children }: LinkButtonProps) {
  return (
    <Button component={Link} href={href} {...(primary ? { variant: "filled" } : {})}>
      {children}
    </Button>
  );
}
