"use client";

import { ConfirmButton } from "@/components/shell/confirm-button";
import { Mono } from "@/components/shell/text";
import type { Dangling } from "@/lib/models/dangling";
import type { DeskEntry, ModelsDesk } from "@/lib/models/desk";
import { chainWords, nameChain } from "@/lib/models/use-words";
import type { ModelsActions } from "./models-actions";
import styles from "./models-desk.module.css";

type RemoveDeploymentProps = {
  desk: Pick<ModelsDesk, "gatewayId" | "version">;
  entry: Pick<DeskEntry, "identity" | "group" | "model" | "dangling">;
  remove: ModelsActions["remove"];
  onDone: () => void;
};

/** Takes a deployment out of the draft, after saying what would lead nowhere without it. */
export function RemoveDeployment({ desk, entry, remove, onDone }: RemoveDeploymentProps) {
  const { identity, group, model, dangling } = entry;
  return (
    <ConfirmButton
      verb="Remove"
      label={`Remove ${model} of ${group}`}
      title="Remove a deployment"
      action={remove}
      input={{ gatewayId: desk.gatewayId, expectedVersion: desk.version, identity }}
      onDone={onDone}
      plan={
        <div className={styles.plan}>
          <p>
            Takes <Mono>{model}</Mono> out of the model <Mono>{group}</Mono>, in the draft. It goes on answering until
            the draft is applied, and can be taken back until then.
          </p>
          <Dangles dangling={dangling} group={group} />
        </div>
      }
    />
  );
}

function Dangles({ dangling: { chains, ownChains, aliases }, group }: { dangling: Dangling; group: string }) {
  if (chains.length + ownChains.length + aliases.length === 0) return <p>Nothing else leads to it alone.</p>;
  return (
    <div>
      <p>Without it these lead nowhere:</p>
      <ul>
        {chains.map((use) => (
          <li key={JSON.stringify(use)}>
            fallback {use.position} of <Mono>{nameChain(use)}</Mono>
          </li>
        ))}
        {ownChains.map((kind) => (
          <li key={kind}>
            the {chainWords[kind]} of <Mono>{group}</Mono> itself, which no request reaches any more
          </li>
        ))}
        {aliases.map((alias) => (
          <li key={alias}>
            the alias <Mono>{alias}</Mono>
          </li>
        ))}
      </ul>
    </div>
  );
}
