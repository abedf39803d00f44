import Link from "next/link";
import tabs from "@/components/routing/kind-tabs.module.css";
import { pathTo, stay } from "@/components/shell/route";

const views = [
  ["editor", "Editor"],
  ["graph", "Graph"],
  ["what-if", "What if"],
] as const;

export type DeskView = (typeof views)[number][0];

type ViewTabsProps = { current: DeskView; model: string | null; onChoose: (view: DeskView) => void };

/** The ways to look at the same chains. */
export function ViewTabs({ current, model, onChoose }: ViewTabsProps) {
  return (
    <nav className={tabs.tabs} aria-label="View of the chains">
      {views.map(([view, word]) => (
        <Link
          key={view}
          href={pathTo(["routing"], { model, view: view === "editor" ? null : view })}
          className={tabs.tab}
          scroll={false}
          onNavigate={stay(() => onChoose(view))}
          {...(view === current ? { "aria-current": "page" as const } : {})}
        >
          {word}
        </Link>
      ))}
    </nav>
  );
}
