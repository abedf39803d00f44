import { EmptyState } from "@/components/shell/empty-state";
import { LinkButton } from "@/components/shell/link-button";
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
              <LinkButton key={model} href={toModel(model)}>
                {model}
              </LinkButton>
            ))}
            {missing.kind === "draft" ? <LinkButton href={pathTo(["changes"])}>Changes</LinkButton> : null}
            <LinkButton href={pathTo(["models"])}>All models</LinkButton>
          </>
        }
      >
        {words[missing.kind](name)}
      </EmptyState>
    </Page>
  );
}
