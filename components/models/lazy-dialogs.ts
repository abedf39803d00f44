"use client";

import dynamic from "next/dynamic";

/** Forms are loaded when one is opened: the pages need none to be read. */
export const LazyDeploymentDialog = dynamic(() => import("./deployment-dialog").then((part) => part.DeploymentDialog), {
  ssr: false,
});

export const LazyAliasDialog = dynamic(() => import("./alias-dialog").then((part) => part.AliasDialog), { ssr: false });
