"use client";

import { useState } from "react";
import type { OpenForm } from "./deployment-dialog";

/** Which form is open, and what was said when the last one was saved. */
export function useForms() {
  const [form, setForm] = useState<OpenForm | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const open = (next: OpenForm) => {
    setSaved(null);
    setForm(next);
  };
  const close = (words: string | null) => {
    setSaved(words);
    setForm(null);
  };
  return { form, saved, open, close, tell: setSaved };
}

export type Forms = ReturnType<typeof useForms>;
