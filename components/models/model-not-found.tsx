import { Button } from "@mantine/core";
import Link from "next/link";
import { EmptyState } from "@/components/shell/empty-state";
import { Page, PageHeader } from "@/components/shell/page-header";
import { pathTo, toModel } from "@/components/shell/route";
import { Mono } from "@/components/shell/text";
import type { MissingModel } from "@/lib/models/missing-model";

const words = {
  alias: (name: string) => `${name} is an alias; the model behind it has the page.`,
  draft: () => "It is in the draft and not in the file yet. Its page begins when the draft is applied.",
  unknown: () => "The gateway's file has no model of this name. It may have been renamed or removed.",
};

type ModelNotFoundProps = { name: string; missing: MissingModel };

/** For a name that no model of the file has. */
export function ModelNotFound({ name, missing }: ModelNotFoundProps) {
  return (
    <Page>
      <PageHeader title={<Mono>{name}</Mono>} />
      <EmptyState
        title="There is no such model"
        actions={
          <>
            {missing.near.map((model) => (
              <Button key={model} component={Link} href={toModel(model)}>
                {model}
              </Button>
            ))}
            {missing.kind === "draft" ? (
              <Button component={Link} href={pathTo(["changes"])}>
                Changes
              </Button>
            ) : null}
            <Button component={Link} href={pathTo(["models"])}>
              All models
            </Button>
          </>
        }
      >
        {words[missing.kind](name)}
      </EmptyState>
    </Page>
  );
}
