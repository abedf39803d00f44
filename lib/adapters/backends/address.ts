import { joinUrl } from "@/lib/adapters/http/url";

/** The server's own root: a gateway's `api_base` without the `/v1` (or `/api`) at its end. */
export const rootOf = (baseUrl: string): string =>
  baseUrl
    .trim()
    .replace(/\/+$/, "")
    .replace(/\/(v1|api)$/, "");

/** Where the OpenAI-compatible routes are: `api_base` as written, or `/v1` when it is a bare host. */
export const openaiBaseOf = (baseUrl: string): string => {
  const trimmed = baseUrl.trim().replace(/\/+$/, "");
  const isBareHost = URL.canParse(trimmed) && new URL(trimmed).pathname === "/";
  return isBareHost ? joinUrl(trimmed, "/v1") : trimmed;
};

const privateHost =
  /^(localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|\[(::1|f[cde][0-9a-f]{2}:)|[^.]+$|.*\.(local|lan|internal|home\.arpa)$)/i;

/** A server of one's own, as opposed to a provider on the internet. */
export const isPrivateAddress = (baseUrl: string): boolean =>
  URL.canParse(baseUrl) && privateHost.test(new URL(baseUrl).hostname);
