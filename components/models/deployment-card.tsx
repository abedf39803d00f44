import type { ReactNode } from "react";
import { Age } from "@/components/shell/age";
import { Facts } from "@/components/shell/facts";
import { Panel } from "@/components/shell/panel";
import { Dim, Mono, Small } from "@/components/shell/text";
import { Latency } from "@/components/status/latency";
import { StatusMark } from "@/components/status/status-mark";
import { formatNumber } from "@/lib/format";
import type { Sample } from "@/lib/health/schema";
import type { ModelRow } from "./model-row";

type DeploymentCardProps = {
  deployment: ModelRow;
  /** Edit, duplicate, remove. */
  actions?: ReactNode;
};

/** One deployment: what is called, by which key, and what each witness says. */
export function DeploymentCard({ deployment, actions }: DeploymentCardProps) {
  return (
    <Panel
      title={<Mono>{deployment.model}</Mono>}
      note={<StatusMark status={deployment.status} />}
      actions={actions}
      foot={deployment.reasoning}
    >
      <Facts
        facts={[
          ["Provider", `${deployment.provider}, ${deployment.local ? "local" : "cloud"}`],
          ["Backend", <Mono key="backend">{deployment.backend}</Mono>],
          [
            "Key",
            deployment.keyReference ? <Mono key="key">{deployment.keyReference}</Mono> : <Dim key="key">none</Dim>,
          ],
          [
            "Context window",
            deployment.contextWindow === null ? "not known" : `${formatNumber(deployment.contextWindow)} tokens`,
          ],
          ["Asked directly", <Statement key="direct" sample={deployment.direct} />],
          ["Gateway's view", <Statement key="gateway" sample={deployment.gateway} />],
          ["Used by", deployment.usedBy.length === 0 ? "nothing" : deployment.usedBy.join(", ")],
        ]}
      />
    </Panel>
  );
}

function Statement({ sample }: { sample: Sample | null }) {
  if (!sample) return <StatusMark status="unknown">no sample yet</StatusMark>;
  return (
    <>
      <StatusMark status={sample.status} /> · <Latency us={sample.firstByteUs} /> ·{" "}
      <Small>
        <Age at={sample.at} />: {sample.evidence}
      </Small>
    </>
  );
}
