/** Where to go after signing in: a path of this console, never another site and never back to signing in. */
export function safeNextPage(next: string | undefined): string {
  if (next === undefined || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)) return "/";
  const url = new URL(next, "http://console.invalid");
  if (url.host !== "console.invalid" || /^\/(?:login|setup|api)(?:\/|$)/.test(url.pathname)) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
