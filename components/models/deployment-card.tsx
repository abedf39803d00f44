import type { ReactNode } from "react";
import { Age } from "@/components/shell/age";
import { Facts } from "@/components/shell/facts";
import { Panel } from "@/components/shell/panel";
import { Mono, Small } from "@/components/shell/text";
import { Latency } from "@/components/status/latency";
import { StatusMark } from "@/components/status/status-mark";
import { formatCount, formatNumber, formatPercent } from "@/lib/format";
import type { Sample } from "@/lib/health/schema";
import { KeyState } from "./key-state";
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
          ["Key", <KeyState key="key" row={deployment} />],
          [
            "Context window",
            deployment.contextWindow === null ? "not known" : `${formatNumber(deployment.contextWindow)} tokens`,
          ],
          ["Asked directly", <Statement key="direct" sample={deployment.direct} />],
          ["Gateway's view", <Statement key="gateway" sample={deployment.gateway} />],
          [
            "P50 of checks",
            <span key="p50">
              first byte <Latency us={deployment.firstByteP50Us} />, total <Latency us={deployment.totalP50Us} />{" "}
              <Small>({formatCount(deployment.checksMeasured, "check")})</Small>
            </span>,
          ],
          [
            "Available, 24 h",
            <span key="available">
              {deployment.availablePercent === null ? "not known" : formatPercent(deployment.availablePercent, 2)}{" "}
              <Small>({deployment.coverage})</Small>
            </span>,
          ],
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
