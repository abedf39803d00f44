"use client";

import { useQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import type { FrameView } from "@/lib/overview/frame";
import { frameQuery } from "@/lib/overview/query";
import { Shell } from "./shell";
import type { ShellView } from "./shell-view";

type LiveShellProps = Omit<ComponentProps<typeof Shell>, "view"> &
  Pick<ShellView, "person" | "models"> & { frame: FrameView };

/** The frame, kept up to date: the gateway's state, the draft and a change under way. */
export function LiveShell({ frame, person, models, ...shell }: LiveShellProps) {
  const { data } = useQuery({ ...frameQuery(frame.current?.id ?? null), initialData: frame });
  return <Shell view={{ ...data, person, models }} {...shell} />;
}
