"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Column } from "@/components/shell/data-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { formatCount } from "@/lib/format";
import type { ModelsDesk as Desk } from "@/lib/models/desk";
import { emptyForm } from "@/lib/models/provider-fields";
import { registryQuery } from "@/lib/models/query";
import type { RegistryView } from "@/lib/models/registry";
import { AliasesPanel } from "./aliases-panel";
import { DeploymentVerbs } from "./deployment-verbs";
import { DiscoveryPanel } from "./discovery-panel";
import { DraftDeployments } from "./draft-deployments";
import { DraftNotice } from "./draft-notice";
import { LazyDeploymentDialog } from "./lazy-dialogs";
import type { ModelRow } from "./model-row";
import type { ModelsActions } from "./models-actions";
import { ModelsTable } from "./models-table";
import { OldFile } from "./old-file";
import { useForms } from "./use-forms";
import { useModelsView } from "./use-models-view";

type ModelsDeskProps = { initial: RegistryView; desk: Desk; actions: ModelsActions | null };

/** The registry with its verbs: what the gateway may call, how each is, and what the draft makes of them. */
export function ModelsDesk({ initial, desk, actions }: ModelsDeskProps) {
  const { data } = useQuery({ ...registryQuery(desk.gatewayId), initialData: initial });
  const [view, setView] = useModelsView();
  const forms = useForms();
  const models = new Set(data.rows.map(({ group }) => group)).size;
  const backends = new Set(data.rows.map(({ backend }) => backend)).size;
  const verbs: Column<ModelRow> = {
    key: "verbs",
    header: "Verbs",
    hideHeader: true,
    cell: (row) => {
      const entry = desk.entries.find(({ identity }) => identity === row.identity);
      return entry && actions ? (
        <DeploymentVerbs entry={entry} desk={desk} forms={forms} actions={actions} compact />
      ) : null;
    },
  };
  return (
    <Page>
      <PageHeader
        title="Models"
        summary={`${formatCount(data.rows.length, "deployment")} of ${formatCount(models, "model")} on ${formatCount(backends, "backend")}`}
        actions={
          actions ? (
            <Button variant="filled" onClick={() => forms.open({ verb: "add", identity: null, initial: emptyForm })}>
              Add a deployment
            </Button>
          ) : null
        }
      />
      <OldFile old={desk.old} path={desk.configPath} />
      <DraftNotice edits={desk.edits} saved={forms.saved} />
      <DraftDeployments desk={desk} forms={forms} actions={actions} />
      <ModelsTable rows={data.rows} view={view} onView={setView} more={actions ? [verbs] : []} />
      <AliasesPanel desk={desk} actions={actions} onSaved={forms.tell} />
      {actions ? <DiscoveryPanel desk={desk} actions={actions} forms={forms} /> : null}
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
