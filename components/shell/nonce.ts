"use client";

import { createContext, useContext } from "react";

const Nonce = createContext("");

export const NonceProvider = Nonce.Provider;

/** The nonce of the document's own policy, for libraries that write `<style>` elements. */
export const useNonce = (): string => useContext(Nonce);
