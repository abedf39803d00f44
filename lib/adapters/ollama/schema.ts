import { z } from "zod";

export const OllamaVersion = z.object({ version: z.string() });

export const OllamaTags = z.object({ models: z.array(z.object({ name: z.string() })).nullable() });

export const OllamaRunning = z.object({
  models: z
    .array(
      z.object({
        name: z.string(),
        size: z.number().optional(),
        size_vram: z.number().optional(),
        context_length: z.number().int().optional(),
      }),
    )
    .nullable(),
});

export const OllamaChatReply = z.object({ message: z.object({ content: z.string() }) });

export const OllamaError = z.object({ error: z.string() });
