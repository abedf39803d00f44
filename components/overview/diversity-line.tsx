import Link from "next/link";
import { pathTo } from "@/components/shell/route";
import { formatCount } from "@/lib/format";
import type { Diversity } from "@/lib/routing/fate/schema";
import { tellDomain } from "@/lib/routing/fate/words";
import styles from "./diversity-line.module.css";

/** How diverse the providers are, in one line under the chains, with what silences models by itself. */
export function DiversityLine({ diversity }: { diversity: Diversity }) {
  const { localProviders, cloudProviders, chains, crossProvider, hopsBeforeCloud, singlePoints, exposed } = diversity;
  const depth = hopsBeforeCloud && rangeOf(hopsBeforeCloud);
  return (
    <ul className={styles.line} aria-label="Provider diversity">
      <li>
        {formatCount(localProviders.length, "local provider")}, {cloudProviders.length} cloud
      </li>
      {depth ? <li>{depth} before the cloud</li> : null}
      {chains > 0 ? (
        <li>
          {crossProvider} of {formatCount(chains, "chain")} cross providers
        </li>
      ) : null}
      <li>
        <Link
          href={pathTo(["routing"], { view: "what-if" })}
          title={singlePoints
            .map(({ domain, loses }) => `${tellDomain(domain)}: ${formatCount(loses, "model")}`)
            .join("\n")}
        >
          {formatCount(singlePoints.length, "single point")} of failure
          {exposed > 0 ? ` for ${formatCount(exposed, "model")}` : ""}
        </Link>
      </li>
    </ul>
  );
}

const rangeOf = ({ least, most }: { least: number; most: number }): string =>
  least === most ? formatCount(most, "local hop") : `${least} to ${formatCount(most, "local hop")}`;
