import { ModelNotFound } from "@/components/models/model-not-found";
import { ModelPage } from "@/components/models/model-page";
import { NoGateway } from "@/components/overview/no-gateway";
import { FileFailure } from "@/components/shell/file-failure";
import { explainMissing } from "@/lib/models/missing-model";
import { readModelsDesk } from "@/lib/models/operations/read-desk";
import { readModel } from "@/lib/models/operations/read-model";
import { roleAllows } from "@/lib/people/schema";
import { consoleKeys } from "@/lib/server/console-keys";
import { currentGateway } from "@/lib/server/current-gateway";
import { db } from "@/lib/server/db";
import { requireRole } from "@/lib/server/session";
import * as actions from "../actions";

/** The framework hands a segment over as it stands in the address. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export async function generateMetadata({ params }: PageProps<"/models/[name]">) {
  return { title: decode((await params).name) };
}

export default async function OneModelPage({ params }: PageProps<"/models/[name]">) {
  const actor = await requireRole("viewer");
  const name = decode((await params).name);
  const gateway = await currentGateway();
  if (!gateway) return <NoGateway />;
  const model = await readModel({ db: db(), gatewayId: gateway.id, name, keys: consoleKeys(), now: new Date() });
  const desk = await readModelsDesk(db(), gateway.id);
  if (!desk.ok) return <FileFailure reason={desk.reason} detail={desk.detail} path={gateway.configPath} />;
  if (!model.ok && model.reason === "unknown-model")
    return <ModelNotFound name={name} missing={explainMissing(name, desk.value)} />;
  if (!model.ok) return <FileFailure reason={model.reason} detail={model.detail} path={gateway.configPath} />;
  return (
    <ModelPage
      key={`${gateway.id} ${name}`}
      initial={model.value}
      desk={desk.value}
      actions={roleAllows(actor.role, "operator") ? { ...actions } : null}
    />
  );
}
