import { layOut } from "@/lib/routing/drawing/lay-out";
import type { Layout, LayoutTask } from "@/lib/routing/drawing/schema";

export type LayoutRequest = { number: number; task: LayoutTask };
export type LayoutReply = { number: number; layout: Layout };

/** Off the page's own thread: a large graph takes longer than a frame. */
addEventListener("message", ({ data }: MessageEvent<LayoutRequest>) => {
  const reply: LayoutReply = { number: data.number, layout: layOut(data.task) };
  postMessage(reply);
});
