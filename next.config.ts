import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  typedRoutes: true,
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  // A native binding and a logger that starts its own threads: both are required at run time, not bundled.
  serverExternalPackages: ["@libsql/client", "libsql", "pino"],
  outputFileTracingExcludes: {
    "/**": ["node_modules/sharp/**", "node_modules/@img/**", "{bench,cli,data,dist,docs,e2e,lab,scripts}/**"],
  },
  // Rehearsals run them; nothing imports them.
  outputFileTracingIncludes: { "/**": ["lib/adapters/rehearsal/python/*.py"] },
  images: { unoptimized: true },
  experimental: { authInterrupts: true },
};

export default config;
