"use client";

import { useEffect, useRef, useState } from "react";
import type { Layout, LayoutTask } from "@/lib/routing/drawing/schema";
import type { LayoutReply, LayoutRequest } from "./layout-worker";

export type LaidOut = { state: "waiting" } | { state: "failed" } | { state: "ready"; layout: Layout };

/** Positions for a task, worked out in a worker; those of the task before stay until the new ones are there. */
export function useLayout(task: LayoutTask): LaidOut {
  const [laidOut, setLaidOut] = useState<LaidOut>({ state: "waiting" });
  const worker = useRef<Worker | null>(null);
  const number = useRef(0);
  const text = JSON.stringify(task);
  useEffect(() => {
    const started = new Worker(new URL("./layout-worker.ts", import.meta.url), { type: "module" });
    worker.current = started;
    started.addEventListener("message", ({ data }: MessageEvent<LayoutReply>) => {
      if (data.number === number.current) setLaidOut({ state: "ready", layout: data.layout });
    });
    started.addEventListener("error", () => setLaidOut({ state: "failed" }));
    return () => {
      worker.current = null;
      started.terminate();
    };
  }, []);
  useEffect(() => {
    number.current += 1;
    const request: LayoutRequest = { number: number.current, task: JSON.parse(text) };
    worker.current?.postMessage(request);
  }, [text]);
  return laidOut;
}
