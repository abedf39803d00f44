import { EmptyState } from "@/components/shell/empty-state";
import { LinkButton } from "@/components/shell/link-button";
import { Page, PageHeader } from "@/components/shell/page-header";
import { pathTo } from "@/components/shell/route";

/** Every page but Settings before a gateway is set up. */
export function NoGateway() {
  return (
    <Page>
      <PageHeader title="No gateway yet" />
      <EmptyState
        title="Signalbox does not know your gateway"
        actions={
          <LinkButton href={pathTo(["settings", "gateway"])} primary>
            Set up a gateway
          </LinkButton>
        }
      >
        It needs the gateway's address, its config file and the way it is reloaded. Nothing is changed by naming them.
      </EmptyState>
    </Page>
  );
}
