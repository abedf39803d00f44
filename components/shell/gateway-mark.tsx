import { StatusMark } from "@/components/status/status-mark";
import type { GatewayState, GatewayView } from "@/lib/gateways/schema";
import type { Status } from "@/lib/health/schema";

const statusOf: Record<GatewayState, Status> = {
  answering: "healthy",
  starting: "warming",
  "not-answering": "unhealthy",
  "wrong-key": "degraded",
  "not-litellm": "unhealthy",
  unknown: "unknown",
};

const wordOf: Record<GatewayState, string> = {
  answering: "answering",
  starting: "starting",
  "not-answering": "not answering",
  "wrong-key": "refuses the key",
  "not-litellm": "not a LiteLLM gateway",
  unknown: "not asked yet",
};

type GatewayMarkProps = { gateway: Pick<GatewayView, "state" | "stateDetail"> };

export function GatewayMark({ gateway }: GatewayMarkProps) {
  return (
    <StatusMark status={statusOf[gateway.state]} title={gateway.stateDetail}>
      {wordOf[gateway.state]}
    </StatusMark>
  );
}
