"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { HealthChart } from "@/components/health/health-chart";
import { SamplesTable } from "@/components/health/samples-table";
import { FindingsAccepted } from "@/components/routing/findings-accepted";
import { FindingsPanel } from "@/components/routing/findings-panel";
import { Columns } from "@/components/shell/columns";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Panel } from "@/components/shell/panel";
import { toFindings, toRouting } from "@/components/shell/route";
import { Mono } from "@/components/shell/text";
import { StatusStrip } from "@/components/status/status-strip";
import { isOpen } from "@/lib/findings/open-findings";
import { formatCount } from "@/lib/format";
import type { ModelsDesk } from "@/lib/models/desk";
import { modelQuery } from "@/lib/models/query";
import type { ModelDetail } from "@/lib/models/registry";
import { DeploymentCard } from "./deployment-card";
import { DeploymentVerbs } from "./deployment-verbs";
import { DraftDeployments } from "./draft-deployments";
import { DraftNotice } from "./draft-notice";
import { IfItDied } from "./if-it-died";
import { LazyDeploymentDialog } from "./lazy-dialogs";
import { ModelChains } from "./model-chains";
import type { ModelsActions } from "./models-actions";
import { OldFile } from "./old-file";
import { useForms } from "./use-forms";
import { VerifyPanel } from "./verify-panel";
import { within } from "./within";
import { YamlView } from "./yaml-view";

type ModelPageProps = { initial: ModelDetail; desk: ModelsDesk; actions: ModelsActions | null };

/** Everything that is known of one model, and what can be done about it. */
export function ModelPage({ initial, desk, actions }: ModelPageProps) {
  const { data } = useQuery({ ...modelQuery(desk.gatewayId, initial.name), initialData: initial });
  const forms = useForms();
  const ownDesk = {
    ...desk,
    entries: desk.entries.filter(({ group }) => group === data.name),
    removed: desk.removed.filter(({ group }) => group === data.name),
  };
  return (
    <Page>
      <PageHeader
        title={<Mono>{data.name}</Mono>}
        summary={`${formatCount(data.deployments.length, "deployment")}${data.aliases.length > 0 ? `, also called ${data.aliases.join(", ")}` : ""}`}
        actions={
          <Button component={Link} href={toRouting(data.name)}>
            Its chain in Routing
          </Button>
        }
      />
      <OldFile old={desk.old} path={desk.configPath} />
      <DraftNotice edits={desk.edits} saved={forms.saved} />
      <DraftDeployments desk={ownDesk} forms={forms} actions={actions} />
      {data.deployments.map((deployment) => {
        const entry = desk.entries.find(({ identity }) => identity === deployment.identity);
        return (
          <Columns key={deployment.identity} shape={actions ? "halves" : "aside"}>
            <DeploymentCard
              deployment={deployment}
              actions={
                entry && actions ? <DeploymentVerbs entry={entry} desk={desk} forms={forms} actions={actions} /> : null
              }
            />
            {actions ? (
              <VerifyPanel
                identity={deployment.identity}
                cost={`sends 2 prompts of at most 16 tokens${deployment.local ? ", to a server of your own" : "; the account pays for them"}`}
                verify={within(actions.verify, { gatewayId: desk.gatewayId })}
              />
            ) : null}
          </Columns>
        );
      })}
      <History data={data} />
      <ModelChains data={data} />
      <Columns shape="halves">
        <IfItDied name={data.name} successors={data.successors} />
        <ModelFindings findings={data.findings} gatewayId={desk.gatewayId} />
      </Columns>
      {data.yaml.map(({ identity, file, firstLine, text }) => (
        <Panel key={identity} title="In the file" note={<Mono>{`${file.split("/").at(-1)}:${firstLine}`}</Mono>}>
          <YamlView text={text} firstLine={firstLine} label={`Lines of ${identity} in the file`} />
        </Panel>
      ))}
      <Panel title="Samples" note="newest first, from every witness">
        <SamplesTable samples={data.samples} />
      </Panel>
      {forms.form && actions ? (
        <LazyDeploymentDialog
          gatewayId={desk.gatewayId}
          version={desk.version}
          form={forms.form}
          actions={actions}
          onSaved={() => forms.close("Saved.")}
          onClose={() => forms.close(null)}
        />
      ) : null}
    </Page>
  );
}

function ModelFindings({ findings, gatewayId }: Pick<ModelDetail, "findings"> & { gatewayId: string }) {
  const open = findings.filter(isOpen);
  return (
    <Panel title="Findings" note={String(open.length)} actions={<Link href={toFindings()}>All findings</Link>}>
      <FindingsPanel findings={open} about="this model" />
      <FindingsAccepted findings={findings.filter((one) => !isOpen(one))} gatewayId={gatewayId} withdraw={null} />
    </Panel>
  );
}

function History({ data }: { data: ModelDetail }) {
  return (
    <Panel title="Last 24 hours" note="worst of each quarter of an hour, asked directly; below, each witness over time">
      {data.strips.map(({ identity, slots }) => {
        const deployment = data.deployments.find((one) => one.identity === identity);
        const label = data.strips.length > 1 ? `${data.name} on ${deployment?.backend ?? identity}` : data.name;
        return (
          <div key={identity}>
            {data.strips.length > 1 ? <Mono>{deployment?.backend ?? identity}</Mono> : null}
            <StatusStrip label={label} slots={slots} endAt={data.at} walkable />
          </div>
        );
      })}
      <HealthChart points={data.points} targetPercent={data.targetPercent} />
    </Panel>
  );
}
