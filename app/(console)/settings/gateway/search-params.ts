import { z } from "zod";

const one = z.string().optional().catch(undefined);

const Prefill = z.object({ url: one, config: one, reload: one }).transform(({ url, config, reload }) => ({
  ...(url ? { url } : {}),
  ...(config ? { configPath: config } : {}),
  ...(reload ? { reload } : {}),
}));

/** Fields of the form that a found gateway fills. */
export const readPrefill = (search: Record<string, unknown>): z.output<typeof Prefill> => Prefill.parse(search);
