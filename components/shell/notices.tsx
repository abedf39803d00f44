"use client";

import dynamic from "next/dynamic";

/** Where notifications appear; loaded after the page, which needs none to be read. */
export const Notices = dynamic(() => import("@mantine/notifications").then((part) => part.Notifications), {
  ssr: false,
});
