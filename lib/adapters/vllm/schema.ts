import { z } from "zod";

export const VllmVersion = z.object({ version: z.string() });
