import { NoGateway } from "@/components/overview/no-gateway";
import { Overview } from "@/components/overview/overview";
import { FileFailure } from "@/components/shell/file-failure";
import { readOverview } from "@/lib/overview/operations/read-overview";
import { currentGateway } from "@/lib/server/current-gateway";
import { db } from "@/lib/server/db";
import { requireRole } from "@/lib/server/session";

export default async function OverviewPage() {
  await requireRole("viewer");
  const gateway = await currentGateway();
  if (!gateway) return <NoGateway />;
  const overview = await readOverview({ db: db(), gatewayId: gateway.id, now: new Date() });
  if (!overview.ok) return <FileFailure reason={overview.reason} detail={overview.detail} path={gateway.configPath} />;
  return <Overview gatewayId={gateway.id} initial={overview.value} />;
}
