import { findGeneratedMarker } from "./generated-marker";
import { includesOf } from "./list-includes";
import { readAliases } from "./read-aliases";
import { readChains } from "./read-chains";
import { readDeployments } from "./read-deployments";
import { readSettings } from "./read-settings";
import { readSource, type SourceReading } from "./read-source";
import type { ConfigReading, ConfigSource } from "./schema";
import { cursorAtRoot, isMapAt } from "./yaml-cursor";

const countLines = (text: string): number =>
  text === "" ? 0 : text.split("\n").length - (text.endsWith("\n") ? 1 : 0);

export function describeSource(reading: SourceReading): ConfigReading {
  const { main } = reading;
  const base = {
    includes: includesOf(main),
    generatedBy: findGeneratedMarker(main.text),
    lineCount: countLines(main.text),
  };
  if (main.broken || !isMapAt(cursorAtRoot(main))) {
    return {
      usable: false,
      problems: reading.problems,
      deployments: [],
      chains: [],
      aliases: [],
      settings: [],
      ...base,
    };
  }
  const deployments = readDeployments(reading);
  const { chains, problems: chainProblems } = readChains(reading);
  const { aliases, problems: aliasProblems } = readAliases(reading);
  return {
    usable: true,
    problems: [...reading.problems, ...deployments.problems, ...chainProblems, ...aliasProblems],
    deployments: deployments.found.map(({ entry }) => entry),
    chains,
    aliases,
    settings: readSettings(reading),
    ...base,
  };
}

/** Reads a gateway's configuration with positions. Never throws: what is wrong with the text comes back as problems. */
export const readConfig = (source: ConfigSource): ConfigReading => describeSource(readSource(source));
