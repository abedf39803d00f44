import { ensureDependencies, ensureGenerated } from "./prepare.mjs";

await ensureDependencies();
await ensureGenerated();
