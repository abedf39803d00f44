/** Releases of LiteLLM that must not run: what was published under these numbers was malicious. */
const releases: readonly { version: string; why: string }[] = [
  { version: "1.82.7", why: "This release was malicious." },
  { version: "1.82.8", why: "This release was malicious." },
];

/** Why a running version must be replaced at once, or null. */
export function findVulnerability(version: string | null): string | null {
  const plain = version?.trim().replace(/^v/, "") ?? "";
  const known = releases.find((release) => plain === release.version || plain.startsWith(`${release.version}.`));
  return known ? `${known.why} Replace LiteLLM ${known.version} and change every key that its host could read.` : null;
}
