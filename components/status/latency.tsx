import { formatMicros } from "@/lib/format";

type LatencyProps = { us: number | null; targetUs?: number };

/** A duration in the unit that fits it; over its target it says so in words as well. */
export function Latency({ us, targetUs }: LatencyProps) {
  if (us === null) return <span title="not measured">–</span>;
  if (targetUs !== undefined && us > targetUs)
    return <span title={`over the target of ${formatMicros(targetUs)}`}>{formatMicros(us)} ▲</span>;
  return <span>{formatMicros(us)}</span>;
}
