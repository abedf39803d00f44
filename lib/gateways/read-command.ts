/** What a gateway's command line says of it. */
export type GatewayCommand = { config: string | null; port: number; host: string | null };

const isGateway = (argv: readonly string[]): boolean =>
  argv
    .slice(0, 6)
    .some((word) => /(?:^|\/)litellm(?:-proxy)?(?:\.exe)?$/.test(word) || /^litellm(?:\.proxy)/.test(word));

function optionOf(argv: readonly string[], names: readonly string[]): string | null {
  const at = argv.findIndex((word) => names.includes(word));
  if (at >= 0) return argv[at + 1] ?? null;
  const joined = argv.find((word) => names.some((name) => word.startsWith(`${name}=`)));
  return joined === undefined ? null : joined.slice(joined.indexOf("=") + 1);
}

/** Reads `litellm --config FILE --port 4000`, also when an interpreter runs it; null for any other program. */
export function readGatewayCommand(argv: readonly string[]): GatewayCommand | null {
  if (!isGateway(argv)) return null;
  const port = Number(optionOf(argv, ["--port"]) ?? 4000);
  return {
    config: optionOf(argv, ["--config", "-c"]),
    port: Number.isInteger(port) && port > 0 && port < 65_536 ? port : 4000,
    host: optionOf(argv, ["--host"]),
  };
}
