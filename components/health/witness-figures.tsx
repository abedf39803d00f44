import { EmptyState } from "@/components/shell/empty-state";
import { Mono } from "@/components/shell/text";
import { FractionBar } from "@/components/status/fraction-bar";
import { Percent } from "@/components/status/percent";
import { StatusMark } from "@/components/status/status-mark";
import { formatCount, formatNumber } from "@/lib/format";
import { type DeploymentHealth, type HealthView, Status } from "@/lib/health/schema";
import styles from "./witness-figures.module.css";

const shown = 5;

/** What we found by asking each backend, and each deployment that the gateway says something else of, with the reason. */
export function WitnessFigures({ health }: { health: HealthView }) {
  const { direct, target, deployments } = health;
  const seen = deployments.filter(isSeenByBoth);
  const apart = seen.filter((deployment) => deployment.direct?.status !== deployment.gateway?.status);
  return (
    <>
      <Percent percent={direct.percent} part={direct.healthy} total={direct.total} size="large" />
      <FractionBar percent={direct.percent} targetPercent={target.percent} />
      <Counts deployments={deployments} />
      <h3 className={styles.title}>The two views differ on {formatNumber(apart.length)}</h3>
      {apart.length === 0 ? (
        <p className={styles.agree}>
          {seen.length === 0
            ? "There is nothing to compare: no deployment is known to both yet."
            : `They say the same of ${formatCount(seen.length, "deployment")} that both have seen.`}
        </p>
      ) : (
        <ul className={styles.apart}>
          {apart.slice(0, shown).map((deployment) => (
            <li key={deployment.identity}>
              <Mono>{deployment.group}</Mono> {deployment.reasoning}
            </li>
          ))}
          {apart.length > shown ? <li>{formatNumber(apart.length - shown)} more in the table below.</li> : null}
        </ul>
      )}
    </>
  );
}

const isSeenByBoth = ({ direct, gateway }: DeploymentHealth): boolean =>
  direct !== null && gateway !== null && direct.status !== "unknown" && gateway.status !== "unknown";

function Counts({ deployments }: { deployments: readonly DeploymentHealth[] }) {
  if (deployments.length === 0)
    return <EmptyState title="No deployments">The gateway's file lists none under model_list.</EmptyState>;
  const counts = Status.options.flatMap((status) => {
    const count = deployments.filter(({ direct }) => (direct?.status ?? "unknown") === status).length;
    return count > 0 ? [{ status, count }] : [];
  });
  return (
    <ul className={styles.counts}>
      {counts.map(({ status, count }) => (
        <li key={status}>
          <strong>{formatNumber(count)}</strong> <StatusMark status={status} />
        </li>
      ))}
    </ul>
  );
}
