import Link from "next/link";
import { cutWords } from "@/components/routing/cut-words";
import { EmptyState } from "@/components/shell/empty-state";
import { toRouting } from "@/components/shell/route";
import { Dim, Hidden, Mono } from "@/components/shell/text";
import type { ChainEffect } from "@/lib/changes/effect-on-chains";
import type { RoutePlan } from "@/lib/routing/schema";
import styles from "./effect-list.module.css";

const failureWords = { general: "any failure", context_window: "too long a prompt", content_policy: "refused content" };

/** For each model that the draft moves: what is tried now, and what will be tried. */
export function EffectList({ effects }: { effects: readonly ChainEffect[] }) {
  if (effects.length === 0)
    return (
      <EmptyState title="No effective chain changes">
        Every model is answered by the same deployments in the same order as now.
      </EmptyState>
    );
  return (
    <ul className={styles.list}>
      {effects.map((effect) => (
        <li key={`${effect.kind} ${effect.model}`}>
          <p>
            <Link href={toRouting(effect.model, effect.kind)}>
              <Mono>{effect.model}</Mono>
            </Link>{" "}
            <Dim>on {failureWords[effect.kind]}</Dim>
          </p>
          <dl className={styles.sides}>
            <dt>Now</dt>
            <dd>
              <Order plan={effect.before} other={effect.after} />
            </dd>
            <dt>Then</dt>
            <dd>
              <Order plan={effect.after} other={effect.before} />
            </dd>
          </dl>
          <Cuts plan={effect.after} other={effect.before} />
        </li>
      ))}
    </ul>
  );
}

function Order({ plan, other }: { plan: RoutePlan; other: RoutePlan }) {
  if (plan.hops.length === 0) return <Dim>nobody answers</Dim>;
  const known = new Set(other.hops.map(({ group }) => group));
  return (
    <span className={styles.order}>
      {plan.hops.map(({ group, position }) => (
        <span key={position}>
          {position > 1 ? <span aria-hidden="true">→ </span> : null}
          {known.has(group) ? <Mono>{group}</Mono> : <Only group={group} />}{" "}
        </span>
      ))}
    </span>
  );
}

function Only({ group }: { group: string }) {
  return (
    <strong>
      <Mono>{group}</Mono>
      <Hidden> (only here)</Hidden>
    </strong>
  );
}

/** Hops that are written and never tried, where the draft is what cuts them off. */
function Cuts({ plan, other }: { plan: RoutePlan; other: RoutePlan }) {
  const before = new Set(other.cut.map(({ group, rule }) => `${group} ${rule}`));
  const added = plan.cut.filter(({ group, rule }) => !before.has(`${group} ${rule}`));
  if (added.length === 0) return null;
  return (
    <ul className={styles.cuts}>
      {added.map(({ group, rule, via }) => (
        <li key={`${group} ${rule} ${via}`}>
          <Mono>{group}</Mono> <Dim>{cutWords[rule]}</Dim>
        </li>
      ))}
    </ul>
  );
}
