import { Age } from "@/components/shell/age";
import { Facts } from "@/components/shell/facts";
import { Mono } from "@/components/shell/text";

type AboutProps = {
  version: string;
  nodeVersion: string;
  dataFolder: string;
  databaseBytes: string;
  startedAt: string;
  gatewayVersion: string | null;
  /** Version of LiteLLM whose routing rules are used for plans. */
  rulesOf: string;
};

export function About({
  version,
  nodeVersion,
  dataFolder,
  databaseBytes,
  startedAt,
  gatewayVersion,
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
        ["Gateway", gatewayVersion ? `LiteLLM ${gatewayVersion}` : "version not known"],
        ["Routing rules", `as of LiteLLM ${rulesOf}`],
      ]}
    />
  );
}
