import type { ChangeState } from "@/lib/changes/schema";
import type { GatewayView } from "@/lib/gateways/schema";
import type { Role } from "@/lib/people/schema";

/** A change that is under way, or the last one when it left the gateway without an answer. */
export type CurrentChange = {
  id: string;
  number: number;
  state: ChangeState;
  stranded: boolean;
  reason: string | null;
};

/** What the frame around every page shows. */
export type ShellView = {
  gateways: readonly GatewayView[];
  current: GatewayView | null;
  draftEdits: number;
  change: CurrentChange | null;
  person: { name: string; role: Role };
  /** Names for the command palette. */
  models: readonly string[];
};
