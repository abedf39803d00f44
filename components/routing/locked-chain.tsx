import { Icon } from "@/components/shell/icons";
import { Mono } from "@/components/shell/text";
import { StatusMark } from "@/components/status/status-mark";
import { type ChainTarget, targetName } from "@/lib/config/schema";
import type { Status } from "@/lib/health/schema";
import styles from "./chain-editor.module.css";
import { targetKeys } from "./chain-list";
import hop from "./hop.module.css";

type LockedChainProps = { targets: readonly ChainTarget[]; why: string; statusOf: (name: string) => Status | null };

export function LockedChain({ targets, why, statusOf }: LockedChainProps) {
  const keys = targetKeys(targets);
  return (
    <>
      <p className={styles.locked}>
        <Icon name="lock" />
        <span>
          <strong>Cannot be edited here.</strong> {why}
        </span>
      </p>
      <ol className={hop.list}>
        {targets.map((target, index) => (
          <li key={keys[index]} className={hop.hop}>
            <span className={hop.number}>{index + 1}</span>
            <Mono>{targetName(target)}</Mono>
            <span />
            <StatusMark status={statusOf(targetName(target)) ?? "unknown"} />
          </li>
        ))}
      </ol>
    </>
  );
}
