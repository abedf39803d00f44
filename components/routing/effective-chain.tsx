import { EmptyState } from "@/components/shell/empty-state";
import { Mono, Small } from "@/components/shell/text";
import { Latency } from "@/components/status/latency";
import { StatusMark } from "@/components/status/status-mark";
import type { Status } from "@/lib/health/schema";
import type { CutHop, PlannedHop, RoutePlan } from "@/lib/routing/schema";
import { cutWords } from "./cut-words";
import styles from "./hop.module.css";
import { Sentence } from "./semantic-list";

/** What is shown of a deployment in a chain. */
export type HopDeployment = {
  identity: string;
  /** "Ollama", "llama.cpp native", "cloud". */
  provider: string;
  /** Failure domain: ":11434", "env OLLAMA_API_KEY". */
  backend: string;
  status: Status;
  firstByteUs: number | null;
};

type EffectiveChainProps = { plan: RoutePlan; deployments: readonly HopDeployment[] };

/** What the gateway will really try, in order, and what it never reaches and why. */
export function EffectiveChain({ plan, deployments }: EffectiveChainProps) {
  if (plan.hops.length === 0)
    return (
      <EmptyState title="Nobody would answer">
        No deployment answers to this name; the gateway refuses the request.
      </EmptyState>
    );
  return (
    <ol className={styles.list} aria-label={`What the gateway will try for ${plan.model}`}>
      {plan.hops.map((hop) => (
        <Planned key={hop.position} hop={hop} model={plan.model} deployments={deployments} />
      ))}
      {plan.cut.map((hop, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same name may be cut off twice by the same rule
        <Cut key={`${hop.group}-${index}`} hop={hop} />
      ))}
    </ol>
  );
}

type PlannedProps = { hop: PlannedHop; model: string; deployments: readonly HopDeployment[] };

function Planned({ hop, model, deployments }: PlannedProps) {
  const own = hop.deployments.flatMap((identity) => deployments.find((each) => each.identity === identity) ?? []);
  const [first, ...others] = own;
  return (
    <li className={styles.hop}>
      <span className={styles.number}>{hop.position}</span>
      <span className={styles.name}>
        <Mono>{hop.group}</Mono>
        {hop.via === "request" || hop.via === `chain of ${model}` ? null : (
          <span className={styles.via}>
            from <Sentence text={hop.via} />
          </span>
        )}
      </span>
      {first ? <DeploymentNow deployment={first} /> : <span className={styles.word}>not known</span>}
      {others.length > 0 ? (
        <span className={styles.further}>
          <Small>
            and {others.length} more behind this name:{" "}
            {others.map((each) => `${each.backend} ${each.status}`).join(", ")}
          </Small>
        </span>
      ) : null}
    </li>
  );
}

function DeploymentNow({ deployment }: { deployment: HopDeployment }) {
  const answers = deployment.status === "healthy" && deployment.firstByteUs !== null;
  return (
    <>
      <span className={styles.where}>
        {deployment.provider} · {deployment.backend}
      </span>
      <StatusMark status={deployment.status}>{answers ? <Latency us={deployment.firstByteUs} /> : null}</StatusMark>
    </>
  );
}

function Cut({ hop }: { hop: CutHop }) {
  return (
    <li className={`${styles.hop} ${styles.cut}`}>
      <span className={styles.number}>–</span>
      <span className={styles.name}>
        <Mono>{hop.group}</Mono>
        <span className={styles.via}>
          {cutWords[hop.rule]} · {hop.via}
        </span>
      </span>
      <span className={styles.word}>cut</span>
    </li>
  );
}
