const loopback = ["127.0.0.1", "localhost", "[::1]"];

/** The configured address, and, when it is this machine's own, the other ways to spell it. */
export function allowedOrigins(publicUrl: string): string[] {
  const url = new URL(publicUrl);
  if (!loopback.includes(url.hostname)) return [url.origin];
  const port = url.port === "" ? "" : `:${url.port}`;
  return loopback.map((host) => `${url.protocol}//${host}${port}`);
}

/**
 * Whether a mutation comes from our own pages. Browsers send `Origin` with every POST and, on trustworthy origins,
 * `Sec-Fetch-Site`; what is there must agree, and a request with neither is no browser form of ours.
 * `Host` and `X-Forwarded-Host` are never asked: whoever sends the request writes them.
 */
export function isSameOrigin(headers: Headers, publicUrl: string): boolean {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (site === null && origin === null) return false;
  if (site !== null && site !== "same-origin") return false;
  return origin === null || allowedOrigins(publicUrl).includes(origin);
}
