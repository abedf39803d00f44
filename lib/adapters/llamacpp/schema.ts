import { z } from "zod";

export const LlamacppHealth = z.object({ status: z.literal("ok") });

/** Slots also carry prompts in some versions; only these fields are kept. */
export const LlamacppSlots = z.array(z.object({ is_processing: z.boolean() }));

export const LlamacppProps = z.object({
  default_generation_settings: z.object({ n_ctx: z.number().int().optional() }).optional(),
  build_info: z.string().optional(),
});

export const LlamacppPythonApi = z.object({
  info: z.object({ title: z.string().regex(/llama\.cpp Python API/), version: z.string() }),
});
