"use client";

import { formatDuration } from "@/lib/format";
import { absoluteTime, clockTime, relativeTime } from "@/lib/time";
import { useClockText, useViewer } from "./clock";

type AgeProps = { at: string };

const useAbsolute = (at: string): string => {
  const viewer = useViewer();
  return viewer ? absoluteTime(at, viewer.timeZone, viewer.locale) : absoluteTime(at);
};

/** Relative time that ticks; the absolute one, in the viewer's zone, is in the tooltip. */
export function Age({ at }: AgeProps) {
  const text = useClockText((nowMs) => relativeTime(at, nowMs));
  return (
    <time dateTime={at} title={useAbsolute(at)} data-age="">
      {text}
    </time>
  );
}

/** `09:12` in the viewer's zone, with the day when it was not today. */
export function Clock({ at }: AgeProps) {
  const viewer = useViewer();
  const text = useClockText((nowMs) => clockTime(at, nowMs, viewer?.timeZone, viewer?.locale));
  return (
    <time dateTime={at} title={useAbsolute(at)}>
      {text}
    </time>
  );
}

type ElapsedProps = { from: string; to: string | null };

/** How long something took, or has been running so far. */
export function Elapsed({ from, to }: ElapsedProps) {
  const text = useClockText((nowMs) => {
    const end = to ? Date.parse(to) : Math.floor(nowMs / 1000) * 1000;
    return formatDuration(Math.max(0, end - Date.parse(from)));
  });
  return <span>{text}</span>;
}
