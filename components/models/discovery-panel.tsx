"use client";

import { Button } from "@mantine/core";
import { ActionNotice } from "@/components/shell/action-notice";
import { EmptyState } from "@/components/shell/empty-state";
import { Panel } from "@/components/shell/panel";
import { Dim, Mono, Small } from "@/components/shell/text";
import { useAction } from "@/components/shell/use-action";
import { StatusMark } from "@/components/status/status-mark";
import { formatCount } from "@/lib/format";
import type { ModelsDesk } from "@/lib/models/desk";
import { toOfferForm } from "@/lib/models/offer-form";
import type { BackendOffer } from "@/lib/models/registry";
import type { ModelsActions } from "./models-actions";
import styles from "./models-desk.module.css";
import type { Forms } from "./use-forms";

type DiscoveryPanelProps = { desk: ModelsDesk; actions: ModelsActions; forms: Forms };

/** What each backend offers that is not registered, and what is registered that it does not offer. */
export function DiscoveryPanel({ desk, actions, forms }: DiscoveryPanelProps) {
  const { state, pending, run } = useAction(actions.discover);
  const found = state.status === "done" ? state.data : undefined;
  const register = (offer: BackendOffer, model: string) =>
    forms.open({ verb: "add", identity: null, initial: toOfferForm(offer, model, desk.models) });
  return (
    <Panel
      title="What the backends offer"
      note="asked for free, on demand"
      actions={
        <Button size="compact-sm" loading={pending} onClick={() => run({ gatewayId: desk.gatewayId })}>
          {found ? "Ask again" : "Ask the backends"}
        </Button>
      }
    >
      {found ? (
        <div className={styles.offers} role="status">
          {found.backends.map((offer) => (
            <Offer key={offer.key} offer={offer} onRegister={(model) => register(offer, model)} />
          ))}
          {found.unaskable.length > 0 ? <Small>Not asked: {found.unaskable.join("; ")}.</Small> : null}
        </div>
      ) : (
        <EmptyState title="Not asked yet">
          Every backend of the file lists its models without a prompt. What is not registered can be registered from
          here.
        </EmptyState>
      )}
      {state.status === "done" ? null : <ActionNotice state={state} />}
    </Panel>
  );
}

function Offer({ offer, onRegister }: { offer: BackendOffer; onRegister: (model: string) => void }) {
  return (
    <section aria-label={offer.backend}>
      <h3>
        <StatusMark
          status={offer.answered ? "healthy" : "unknown"}
          iconOnly
          title={offer.answered ? "answered" : "no list"}
        />{" "}
        <Mono>{offer.backend}</Mono> <Dim>{offer.provider}</Dim>
      </h3>
      <p>{summarise(offer)}</p>
      {offer.unregistered.length > 0 ? (
        <ul className={styles.names} aria-label={`Offered by ${offer.backend} and not registered`}>
          {offer.unregistered.map((model) => (
            <li key={model}>
              <Mono>{model}</Mono>
              <Button size="compact-sm" aria-label={`Register ${model}`} onClick={() => onRegister(model)}>
                Register…
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {offer.notOffered.map(({ identity, group, served }) => (
        <p key={identity}>
          <StatusMark status="unhealthy" iconOnly title="not offered" /> <Mono>{group}</Mono> asks it for{" "}
          <Mono>{served}</Mono>, which it does not offer.
        </p>
      ))}
    </section>
  );
}

function summarise({ answered, detail, offered, unregistered, takesAnyName }: BackendOffer): string {
  if (!answered) return detail;
  const count = formatCount(offered.length, "model");
  if (takesAnyName && offered.length === 0)
    return "It answers to any name, and was not asked for a list: that may end a reply it is writing.";
  if (takesAnyName) return `It holds ${count} (${offered.join(", ")}) and answers to any name.`;
  return unregistered.length === 0
    ? `It offers ${count}; every one is registered.`
    : `It offers ${count}; ${unregistered.length} of them not registered.`;
}
