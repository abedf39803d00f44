"use client";

import Link from "next/link";
import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { EmptyState } from "@/components/shell/empty-state";
import { pathTo, stay } from "@/components/shell/route";
import { type ScenarioResult, Verdict } from "@/lib/rehearsal/schema";
import { verdictWords } from "@/lib/rehearsal/words";
import styles from "./scenario-list.module.css";
import { ScenarioRow } from "./scenario-row";

const shows = ["all", ...Verdict.options] as const;
type Show = (typeof shows)[number];

const showWords: Record<Show, string> = { all: "all", ...verdictWords };

/** What needs a person first; within a verdict, as they were run. */
const urgency: Record<Verdict, number> = { different: 0, "could-not-run": 1, "not-determined": 2, "as-planned": 3 };

const sorted = (results: readonly ScenarioResult[]): ScenarioResult[] =>
  results
    .map((result, at) => ({ result, at }))
    .sort((a, b) => urgency[a.result.verdict] - urgency[b.result.verdict] || a.at - b.at)
    .map(({ result }) => result);

type ScenarioListProps = { results: readonly ScenarioResult[] };

/** The scenarios that the address asks for, each folding out. */
export function ScenarioList({ results }: ScenarioListProps) {
  const [{ show }, choose] = useQueryStates({ show: parseAsStringLiteral(shows).withDefault("all") });
  const count = (which: Show) =>
    which === "all" ? results.length : results.filter(({ verdict }) => verdict === which).length;
  const chosen = sorted(results).filter(({ verdict }) => show === "all" || verdict === show);
  return (
    <>
      <nav className={styles.filters} aria-label="Which scenarios">
        {shows.map((which) => (
          <Link
            key={which}
            href={pathTo([], { show: which })}
            className={styles.filter}
            scroll={false}
            onNavigate={stay(() => void choose({ show: which === "all" ? null : which }))}
            {...(which === show ? { "aria-current": "true" } : {})}
          >
            {showWords[which]} <span>{count(which)}</span>
          </Link>
        ))}
      </nav>
      {chosen.length === 0 ? (
        <EmptyState title={`No scenario is ${showWords[show]}`}>Choose another kind above.</EmptyState>
      ) : (
        <ul className={styles.list}>
          {chosen.map((result) => (
            <ScenarioRow key={result.id} result={result} />
          ))}
        </ul>
      )}
    </>
  );
}
