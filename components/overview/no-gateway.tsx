import { Button } from "@mantine/core";
import Link from "next/link";
import { EmptyState } from "@/components/shell/empty-state";
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
          <Button component={Link} href={pathTo(["settings", "gateway"])}>
            Set up a gateway
          </Button>
        }
      >
        It needs the gateway's address, its config file and the way it is reloaded. Nothing is changed by naming them.
      </EmptyState>
    </Page>
  );
}
