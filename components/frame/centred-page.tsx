import type { ReactNode } from "react";
import { Icon } from "@/components/shell/icons";
import styles from "./centred-page.module.css";

type CentredPageProps = { title: string; intro?: ReactNode; children?: ReactNode };

/** A page that stands alone: signing in, setting up, a page that is not there. */
export function CentredPage({ title, intro, children }: CentredPageProps) {
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <p className={styles.brand}>
          <Icon name="brand" size={20} />
          Signalbox
        </p>
        <section className={styles.card} aria-labelledby="page-title">
          <h1 id="page-title">{title}</h1>
          {intro ? <div className={styles.intro}>{intro}</div> : null}
          {children}
        </section>
      </div>
    </main>
  );
}
