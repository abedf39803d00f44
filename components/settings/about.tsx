import { Age } from "@/components/shell/age";
import { Facts } from "@/components/shell/facts";
import { Mono } from "@/components/shell/text";
import { formatDuration } from "@/lib/format";

type AboutProps = {
  version: string;
  nodeVersion: string;
  dataFolder: string;
  databaseBytes: string;
  startedAt: string;
  probeIntervalMs: number;
  gateways: readonly { name: string; version: string | null }[];
  /** Version of LiteLLM whose routing rules are used for plans. */
  rulesOf: string;
};

export function About({
  version,
  nodeVersion,
  dataFolder,
  databaseBytes,
  startedAt,
  probeIntervalMs,
  gateways,
  rulesOf,
}: AboutProps) {
  return (
    <Facts
      facts={[
        ["Signalbox", version],
        ["Running since", <Age key="since" at={startedAt} />],
        ["Node", nodeVersion],
        ["Data", <Mono key="data">{dataFolder}</Mono>],
        ["Database", databaseBytes],
        ["Health probes", `every ${formatDuration(probeIntervalMs)}; free endpoints only`],
        [
          "Gateways",
          gateways.length === 0
            ? "none yet"
            : gateways
                .map(({ name, version }) => `${name}: ${version ? `LiteLLM ${version}` : "version not known"}`)
                .join(", "),
        ],
        ["Routing rules", `proven up to LiteLLM ${rulesOf}`],
      ]}
    />
  );
}
