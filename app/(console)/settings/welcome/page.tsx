import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { NoGateway } from "@/components/overview/no-gateway";
import { ImportSummary } from "@/components/setup/import-summary";
import { FileFailure } from "@/components/shell/file-failure";
import { GatewayMark } from "@/components/shell/gateway-mark";
import { LinkButton } from "@/components/shell/link-button";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Panel } from "@/components/shell/panel";
import { pathTo } from "@/components/shell/route";
import { currentGateway } from "@/lib/server/current-gateway";
import { db } from "@/lib/server/db";
import { findGateway } from "@/lib/server/gateway";
import { readImport } from "@/lib/server/gateway-rows";
import { viewGatewayNow } from "@/lib/server/gateway-views";
import { requireRole } from "@/lib/server/session";

export const metadata: Metadata = { title: "Welcome" };

export default async function WelcomePage({ searchParams }: PageProps<"/settings/welcome">) {
  const { role } = await requireRole("viewer");
  const { gateway: asked } = await searchParams;
  const named = typeof asked === "string" ? await findGateway(db(), asked) : null;
  const gateway = named ?? (await currentGateway());
  if (!gateway && role === "admin") redirect("/settings/gateway");
  if (!gateway) return <NoGateway />;
  const imported = await readImport(db(), gateway);
  const view = await viewGatewayNow(db(), gateway, new Date());
  if (!imported.ok) return <FileFailure reason={imported.reason} detail={imported.detail} path={gateway.configPath} />;
  const { summary, reload } = imported.value;
  return (
    <Page>
      <PageHeader title="Your gateway is set up" summary="this is what its file holds" />
      <Panel title={gateway.name} note={<GatewayMark gateway={view} />}>
        <ImportSummary summary={summary} configPath={gateway.configPath} url={gateway.url} reload={reload} />
      </Panel>
      <div>
        <LinkButton href={pathTo([])} primary>
          Open the overview
        </LinkButton>{" "}
        {role === "admin" ? (
          <LinkButton href={pathTo(["settings", "gateway", gateway.id])}>
            Change how it is reached or reloaded
          </LinkButton>
        ) : null}
      </div>
    </Page>
  );
}
