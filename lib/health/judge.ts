import type { BackendFlavour, BackendReading } from "@/lib/adapters/backends/schema";
import type { FailureCause, Sample, Status } from "./schema";

/** A health probe above this is slow. */
export const slowAfterUs = 2_000_000;

/** A refused connection means "off" only when nothing has answered there for this long; before, it is a failure. */
export const offAfterMs = 24 * 3_600_000;

const maxEvidence = 300;

/** llama.cpp's servers take any model name; the others answer 404 to a name that they do not serve. */
export const demandsModel = (flavour: BackendFlavour | null): boolean =>
  flavour !== "llamacpp" && flavour !== "llamacpp-python";

/** What a deployment asks of the backend that was read. */
export type Asked = {
  /** The backend's own name of the model. */
  served: string;
  /** False for servers that take any name, such as llama.cpp's. */
  demandsModel: boolean;
  local: boolean;
};

export type ProbeContext = {
  now: Date;
  /** When the deployment last answered, or null when it never has. */
  answeredAt: string | null;
  /** Cause of the first try when a second one was needed. */
  retried: FailureCause | null;
};

export type Judged = Pick<Sample, "status" | "cause" | "evidence" | "connectUs" | "firstByteUs" | "totalUs">;

type Ruling = { status: Status; cause: FailureCause; note?: string };

/** Ollama's names carry an implied `:latest`, and its cloud lists models without the mark that a local server gives them. */
const nameForms = (name: string): string[] => {
  const plain = name.toLowerCase().replace(/(:|-)cloud$/, "");
  return [name.toLowerCase(), plain].flatMap((form) => [form, form.replace(/:latest$/, "")]);
};

export const servesModel = (models: readonly string[], wanted: string): boolean => {
  const forms = new Set(nameForms(wanted));
  return models.some((model) => nameForms(model).some((form) => forms.has(form)));
};

/** Off is a local server that refuses and has not answered for a day; a cloud provider is never off, it is unreachable. */
function ruleRefused(asked: Asked, { answeredAt, now }: ProbeContext): Ruling {
  if (!asked.local) return { status: "unhealthy", cause: "refused" };
  if (answeredAt === null)
    return { status: "off", cause: "refused", note: "it was never seen answering: taken as off" };
  return now.getTime() - Date.parse(answeredAt) > offAfterMs
    ? { status: "off", cause: "refused", note: `it has not answered since ${answeredAt.slice(0, 16)}Z: taken as off` }
    : { status: "unhealthy", cause: "refused", note: `it last answered at ${answeredAt.slice(11, 19)} UTC` };
}

function ruleAlive(reading: BackendReading, asked: Asked, { retried }: ProbeContext): Ruling {
  if (
    asked.demandsModel &&
    demandsModel(reading.flavour) &&
    reading.models &&
    !servesModel(reading.models, asked.served)
  )
    return { status: "unhealthy", cause: "model-missing", note: `it does not serve ${asked.served}` };
  if (reading.timings.totalUs > slowAfterUs)
    return { status: "degraded", cause: "slow", note: "slower than 2 s for a health probe" };
  if (retried)
    return { status: "degraded", cause: "none", note: `only at the second try; the first failed: ${retried}` };
  return { status: "healthy", cause: "none" };
}

const fixed: Record<Exclude<BackendReading["cause"], "none" | "refused">, Status> = {
  timeout: "unhealthy",
  dns: "unhealthy",
  tls: "unhealthy",
  unauthorised: "unhealthy",
  "rate-limited": "degraded",
  "server-error": "unhealthy",
  loading: "warming",
  busy: "degraded",
  garbage: "unhealthy",
};

/** One backend's reading, as it is meant for one of its deployments. */
export function judgeReading(reading: BackendReading, asked: Asked, context: ProbeContext): Judged {
  const ruling: Ruling =
    reading.cause === "refused"
      ? ruleRefused(asked, context)
      : reading.cause === "none"
        ? reading.alive
          ? ruleAlive(reading, asked, context)
          : { status: "unhealthy", cause: "garbage" }
        : { status: fixed[reading.cause], cause: reading.cause };
  const evidence = reading.evidence.replace(/\.+$/, "");
  return {
    status: ruling.status,
    cause: ruling.cause,
    evidence: (ruling.note ? `${evidence}; ${ruling.note}` : evidence).slice(0, maxEvidence),
    connectUs: reading.timings.connectUs,
    firstByteUs: reading.timings.firstByteUs,
    totalUs: reading.timings.totalUs,
  };
}

/** A sample that says only why nothing could be asked. */
export const judgeUnknown = (cause: FailureCause, evidence: string): Judged => ({
  status: "unknown",
  cause,
  evidence: evidence.slice(0, maxEvidence),
  connectUs: null,
  firstByteUs: null,
  totalUs: null,
});

const answering = new Set<Status>(["healthy", "degraded"]);

/**
 * Continues the run of the sample before: since when, how often in a row, and when it last answered.
 * A silence longer than `staleAfterMs` breaks the run, because nobody knows what was in between.
 */
export function continueRun(
  judged: Judged,
  of: Pick<Sample, "identity" | "witness" | "at">,
  before: Sample | null,
  staleAfterMs: number,
): Sample {
  const same =
    before !== null &&
    before.status === judged.status &&
    before.cause === judged.cause &&
    Date.parse(of.at) - Date.parse(before.at) <= staleAfterMs;
  return {
    ...of,
    ...judged,
    since: same ? (before.since ?? before.at) : of.at,
    checks: same ? (before.checks ?? 1) + 1 : 1,
    answeredAt: answering.has(judged.status) ? of.at : (before?.answeredAt ?? null),
  };
}
