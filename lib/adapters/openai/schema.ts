import { z } from "zod";

export const OpenaiModels = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      owned_by: z.string().optional(),
      max_model_len: z.number().int().nullish(),
      meta: z.object({ n_ctx: z.number().int().optional() }).nullish(),
    }),
  ),
});
export type OpenaiModels = z.infer<typeof OpenaiModels>;

export const OpenaiChatReply = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }) })).min(1),
});

export const OpenaiChatChunk = z.object({
  choices: z.array(z.object({ delta: z.object({ content: z.string().nullish() }).nullish() })),
});

/** The shapes in which servers of this family state an error. */
export const OpenaiError = z.union([
  z.object({ error: z.object({ message: z.string(), type: z.string().nullish() }) }),
  z.object({ error: z.string() }).transform(({ error }) => ({ error: { message: error, type: null } })),
  z.object({ detail: z.string() }).transform(({ detail }) => ({ error: { message: detail, type: null } })),
]);
