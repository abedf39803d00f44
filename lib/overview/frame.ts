import { z } from "zod";
import { ChangeState } from "@/lib/changes/schema";
import { GatewayView } from "@/lib/gateways/schema";

/** What the frame around every page shows of one gateway. */
export const FrameView = z.object({
  gateways: z.array(GatewayView),
  current: GatewayView.nullable(),
  draftEdits: z.number().int(),
  change: z
    .object({
      id: z.string(),
      number: z.number().int(),
      state: ChangeState,
      stranded: z.boolean(),
      reason: z.string().nullable(),
    })
    .nullable(),
});
export type FrameView = z.infer<typeof FrameView>;
