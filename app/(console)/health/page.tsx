import type { Metadata } from "next";
import { HealthDesk } from "@/components/health/health-desk";
import { NoGateway } from "@/components/overview/no-gateway";
import { FileFailure } from "@/components/shell/file-failure";
import { readHealthOf } from "@/lib/health/operations/read-health";
import { readRangeOf } from "@/lib/health/operations/read-range";
import { readRange, windowOf } from "@/lib/health/range";
import { currentGateway } from "@/lib/server/current-gateway";
import { db } from "@/lib/server/db";
import { readKnownGateway } from "@/lib/server/gateway";
import { requireRole } from "@/lib/server/session";

export const metadata: Metadata = { title: "Health" };

export default async function HealthPage({ searchParams }: PageProps<"/health">) {
  await requireRole("viewer");
  const gateway = await currentGateway();
  if (!gateway) return <NoGateway />;
  const known = await readKnownGateway(db(), gateway.id);
  if (!known.ok) return <FileFailure reason={known.reason} detail={known.detail} path={gateway.configPath} />;
  const now = new Date();
  const range = readRange(await searchParams);
  const { from, to, points, slots } = windowOf(range, now.getTime());
  return (
    <HealthDesk
      key={gateway.id}
      gatewayId={gateway.id}
      range={range}
      health={await readHealthOf(db(), known.value, now)}
      history={await readRangeOf(db(), known.value, { from: new Date(from), to: new Date(to), points, slots, now })}
      old={known.value.old}
      configPath={gateway.configPath}
    />
  );
}
