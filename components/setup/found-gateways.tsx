import { EmptyState } from "@/components/shell/empty-state";
import { LinkButton } from "@/components/shell/link-button";
import { pathTo } from "@/components/shell/route";
import { Dim, Hidden, Mono } from "@/components/shell/text";
import styles from "./found-gateways.module.css";

type FoundGatewaysProps = {
  found: readonly { url: string; detail: string; configPath: string | null; reload: string | null }[];
};

/** Gateways that run here and are not registered; taking one fills the form. */
export function FoundGateways({ found }: FoundGatewaysProps) {
  if (found.length === 0)
    return (
      <EmptyState title="None found">
        No other LiteLLM runs on this machine, by its programs and its usual ports. One on another machine, or in a
        container, can be typed in.
      </EmptyState>
    );
  return (
    <ul className={styles.list}>
      {found.map(({ url, detail, configPath, reload }) => (
        <li key={url}>
          <div>
            <strong>
              <Mono>{url}</Mono>
            </strong>
            <p>{detail}</p>
            <Dim>
              {configPath ? <Mono>{configPath}</Mono> : "its file is not known"}
              {reload ? <>, run by {<Mono>{reload.replace(/^[^:]*:/, "")}</Mono>}</> : null}
            </Dim>
          </div>
          <LinkButton href={pathTo(["settings", "gateway"], { url, config: configPath, reload })}>
            Use this <Hidden>{url}</Hidden>
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}
