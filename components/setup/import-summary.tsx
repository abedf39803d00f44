import { kindWords } from "@/components/routing/kind-words";
import { Facts } from "@/components/shell/facts";
import { Dim, Mono } from "@/components/shell/text";
import { SeverityMark } from "@/components/status/severity-mark";
import type { ReloadDescription } from "@/lib/adapters/reload/schema";
import { formatCount, formatNumber } from "@/lib/format";
import type { ImportSummary as Summary } from "@/lib/gateways/import-summary";
import { Severity } from "@/lib/routing/schema";
import styles from "./import-summary.module.css";

type ImportSummaryProps = {
  summary: Summary;
  configPath: string;
  url: string;
  reload: { method: string; description: ReloadDescription };
};

/** What was read from the gateway's file, and how changes will get to it. */
export function ImportSummary({ summary, configPath, url, reload }: ImportSummaryProps) {
  const chains = summary.chains.filter(({ count }) => count > 0);
  return (
    <>
      <dl className={styles.figures}>
        <Figure word="model" value={summary.models} />
        <Figure word="deployment" value={summary.deployments} />
        <Figure word="backend" value={summary.backends} />
        <Figure word="chain" value={chains.reduce((sum, { count }) => sum + count, 0)} />
        <Figure word="alias" plural="aliases" value={summary.aliases} />
      </dl>
      <Facts
        facts={[
          ["Address", <Mono key="url">{url}</Mono>],
          [
            "File",
            <span key="file">
              <Mono>{configPath}</Mono> <Dim>{formatCount(summary.lines, "line")}, read and left as it is</Dim>
            </span>,
          ],
          [
            "Chains",
            chains.length === 0
              ? "none yet"
              : chains.map(({ kind, count }) => `${formatNumber(count)} ${kindWords[kind].toLowerCase()}`).join(", "),
          ],
          ["Findings", <Findings key="findings" findings={summary.findings} />],
          ["Reload", <Reload key="reload" {...reload} />],
        ]}
      />
      {summary.problems.length > 0 ? (
        <ul className={styles.problems}>
          {summary.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

type FigureProps = { word: string; plural?: string; value: number };

function Figure({ word, plural = `${word}s`, value }: FigureProps) {
  return (
    <div>
      <dd>{formatNumber(value)}</dd>
      <dt>{value === 1 ? word : plural}</dt>
    </div>
  );
}

const plurals: Record<Severity, string> = { error: "errors", warning: "warnings", info: "hints" };

function Findings({ findings }: { findings: Summary["findings"] }) {
  const found = Severity.options.filter((severity) => findings[severity] > 0);
  if (found.length === 0) return "none";
  return (
    <span className={styles.findings}>
      {found.map((severity) => (
        <span key={severity}>
          <SeverityMark severity={severity}>
            {formatCount(findings[severity], severity, plurals[severity])}
          </SeverityMark>
        </span>
      ))}
    </span>
  );
}

function Reload({ method, description }: ImportSummaryProps["reload"]) {
  return (
    <span className={styles.reload}>
      <Mono>{method}</Mono>
      <span>{description.what}</span>
      <Dim>{description.safe ? description.interruption : description.why}</Dim>
    </span>
  );
}
