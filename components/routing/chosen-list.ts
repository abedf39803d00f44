"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { ChainKind } from "@/lib/config/schema";

/** Which list is shown stands in the address; choosing another one needs no answer from the server. */
export const useChosenList = () =>
  useQueryStates(
    { model: parseAsString, kind: parseAsStringLiteral(ChainKind.options).withDefault("general") },
    { history: "push" },
  );
