import type { ProcessSnapshot } from "./schema";

export type Launch = ProcessSnapshot["launch"];

const programName = /^(litellm(-proxy)?|gunicorn|granian|uvicorn)(\.exe)?$/;

/** The server program: `gunicorn`, or the script or module that an interpreter runs. A renamed process is one long word. */
const findProgram = (argv: readonly string[]): string | null => {
  const words = argv.slice(0, 6).flatMap((word, at) => (at === 0 ? word.split(/[\s:]+/).slice(0, 3) : [word]));
  for (const word of words) {
    const name = word.split("/").at(-1) ?? "";
    if (programName.test(name)) return name.replace(/\.exe$/, "");
    if (/^litellm(\.|$)/.test(word)) return "litellm";
  }
  return null;
};

const optionOf = (argv: readonly string[], names: readonly string[]): string | null => {
  const at = argv.findIndex((word) => names.includes(word));
  if (at >= 0) return argv[at + 1] ?? null;
  const joined = argv.find((word) => names.some((name) => word.startsWith(`${name}=`)));
  return joined === undefined ? null : joined.slice(joined.indexOf("=") + 1);
};

/** How a gateway was launched, by its main process's command line. `unknown` is a process that is no gateway at all. */
export const readLaunch = (argv: readonly string[]): Launch => {
  const program = findProgram(argv);
  if (program === null) return /^python[\d.]*$/.test(argv[0]?.split("/").at(-1) ?? "") ? "other" : "unknown";
  if (program === "gunicorn" || argv.includes("--run_gunicorn")) return "gunicorn";
  if (program === "granian" || argv.includes("--run_granian")) return "granian";
  if (argv.includes("--run_hypercorn") || argv.includes("--reload")) return "other";
  const workers = Number(optionOf(argv, ["--num_workers", "--workers"]) ?? 1);
  return workers > 1 ? "uvicorn-workers" : "uvicorn-single";
};

/** Launchers that answer a hang-up signal by replacing their workers; any other process ends by it. */
export const survivesHangUp = (launch: Launch): boolean =>
  launch === "gunicorn" || launch === "granian" || launch === "uvicorn-workers";

/** What a hang-up costs, as measured in docs/litellm-rules.md. */
export const interruptionOf = (launch: Launch): string => {
  switch (launch) {
    case "gunicorn":
      return "About one to three seconds until new workers answer; running streams complete, and an idle connection may be reset once.";
    case "granian":
      return "About four seconds until new workers answer; running streams complete.";
    case "uvicorn-workers":
      return "Up to half a minute in which the old and the new configuration both answer; running streams complete.";
    default:
      return "The process would end.";
  }
};

export const whyUnsafe = (launch: Launch): string => {
  switch (launch) {
    case "uvicorn-single":
      return "It runs as one uvicorn process, which a hang-up signal ends instead of reloading. Start it with --run_gunicorn.";
    case "other":
      return "It is not known whether a hang-up signal reloads or ends it, by the way it was started. Start it with --run_gunicorn.";
    default:
      return "The process is not a gateway, so nothing is sent to it.";
  }
};
