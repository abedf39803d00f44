import Link from "next/link";
import { stay, toRouting } from "@/components/shell/route";
import { ChainKind } from "@/lib/config/schema";
import styles from "./kind-tabs.module.css";
import { kindMeaning, kindWords } from "./kind-words";

type KindTabsProps = {
  model: string;
  current: ChainKind;
  /** Length of the configured list of each kind; 0 where there is none. */
  hops: Record<ChainKind, number>;
  onChoose?: (kind: ChainKind) => void;
};

/** The four lists of a model; the choice is in the address. */
export function KindTabs({ model, current, hops, onChoose }: KindTabsProps) {
  return (
    <nav className={styles.tabs} aria-label="Kind of chain">
      {ChainKind.options.map((kind) => (
        <Link
          key={kind}
          href={toRouting(model, kind)}
          className={styles.tab}
          title={kindMeaning[kind]}
          scroll={false}
          {...(onChoose ? { onNavigate: stay(() => onChoose(kind)) } : {})}
          {...(kind === current ? { "aria-current": "page" } : {})}
        >
          {kindWords[kind]}
          <span className={styles.count}>{hops[kind]}</span>
        </Link>
      ))}
    </nav>
  );
}
