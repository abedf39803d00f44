"use client";

import { createContext, useContext } from "react";

type ShellVerbs = { openReload: () => void; openPalette: () => void; openKeys: () => void };

const nothing = () => {};

export const ShellContext = createContext<ShellVerbs>({
  openReload: nothing,
  openPalette: nothing,
  openKeys: nothing,
});

/** Verbs of the frame, for pages that offer them beside what they are about. */
export const useShell = (): ShellVerbs => useContext(ShellContext);
