import type { Metadata } from "next";
import { About } from "@/components/settings/about";
import { SettingsPage } from "@/components/settings/settings-page";
import { ErrorState } from "@/components/shell/error-state";
import { Panel } from "@/components/shell/panel";
import { findVulnerability } from "@/lib/gateways/known-vulnerable";
import { referenceVersion } from "@/lib/routing/rules-by-version";
import { readAbout } from "@/lib/server/about";
import { db } from "@/lib/server/db";
import { listGateways } from "@/lib/server/gateway";
import { requireRole } from "@/lib/server/session";

export const metadata: Metadata = { title: "About" };

export default async function AboutPage() {
  const { role } = await requireRole("viewer");
  const gateways = await listGateways(db());
  const versions = gateways.map(({ name, version }) => ({ name, version }));
  const bad = versions.flatMap(({ name, version }) => {
    const why = findVulnerability(version);
    return why === null ? [] : [{ name, why }];
  });
  return (
    <SettingsPage current="about" role={role}>
      {bad.map(({ name, why }) => (
        <ErrorState key={name} title={`${name} runs a release that must not run`} nextStep={why} />
      ))}
      <Panel title="About this console">
        <About {...readAbout()} gateways={versions} rulesOf={referenceVersion} />
      </Panel>
    </SettingsPage>
  );
}
