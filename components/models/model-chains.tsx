import Link from "next/link";
import { EffectiveChain } from "@/components/routing/effective-chain";
import { Columns } from "@/components/shell/columns";
import { type Column, DataTable } from "@/components/shell/data-table";
import { EmptyState } from "@/components/shell/empty-state";
import { Panel } from "@/components/shell/panel";
import { toRouting } from "@/components/shell/route";
import { Mono, Small } from "@/components/shell/text";
import type { ModelDetail } from "@/lib/models/registry";
import type { ModelUse } from "@/lib/models/schema";
import { chainWords } from "@/lib/models/use-words";
import type { FailureKind } from "@/lib/routing/schema";

const failureWords: Record<FailureKind, string> = {
  general: "When each attempt fails",
  context_window: "When the context window is too small",
  content_policy: "When the content is refused by policy",
};

const columns: readonly Column<ModelUse>[] = [
  {
    key: "source",
    header: "Chain of",
    names: true,
    cell: ({ source, kind }) =>
      kind === "default" ? (
        <Link href={toRouting(undefined, kind)}>every model</Link>
      ) : (
        <Link href={toRouting(source, kind)}>
          <Mono>{source}</Mono>
        </Link>
      ),
  },
  { key: "kind", header: "Kind", grow: true, cell: ({ kind }) => chainWords[kind] },
  { key: "position", header: "Position", align: "end", cell: ({ position }) => position },
];

/** Who is tried after it, and where it is tried after others. */
export function ModelChains({ data }: { data: ModelDetail }) {
  const [first] = data.plans;
  return (
    <Columns shape="halves">
      <Panel
        title="Its effective chain"
        note={first ? `rules of ${first.rulesOf}${first.exact ? "" : ", not exact"}` : null}
      >
        {data.plans.map((plan) => (
          <section key={plan.kind} aria-label={failureWords[plan.kind]}>
            {data.plans.length > 1 ? <Small>{failureWords[plan.kind]}</Small> : null}
            <EffectiveChain plan={plan} deployments={data.hops} />
          </section>
        ))}
      </Panel>
      <Panel title="Stands in" note="as the lists are written">
        <DataTable
          caption={`Chains that lead to ${data.name}`}
          columns={columns}
          rows={data.uses}
          rowKey={(use) => JSON.stringify(use)}
          empty={
            <EmptyState title="In no chain">
              No model falls back on it; only clients that ask for {data.name} reach it.
            </EmptyState>
          }
        />
      </Panel>
    </Columns>
  );
}
