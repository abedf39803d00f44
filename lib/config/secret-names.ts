import { isDummyKey } from "./key-reference";
import { aliasKey } from "./read-aliases";
import { chainKeys } from "./read-chains";

/*
 * What counts as a secret. Names are judged by how they end, values by how they look. Hiding too much costs a reader a
 * second, hiding too little costs a key: doubt hides.
 */

const secretEnding =
  /(?:^|_)(?:key|keys|token|auth_tokens?|secret|secrets|password|passwords|passwd|pwd|pass|passphrase|authorization|proxy_authorization|basic_auth|bearer|cookie|set_cookie|credential|credentials|credentials?_json|service_account(?:_json)?|access_key_id|connection_string|dsn|salt|signature|webhooks?|webhook_urls?|licen[cs]e|jwt|pat)$|(?:apikey|secretkey|accesskey|authtoken|password|webhook_url)s?$/;

const harmlessEnding = /(?:per_token|max_token|per_key|public_key_use|key_name|primary_key)$/;

const normalise = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replaceAll(/[-.\s]/g, "_");

export function isSecretName(name: string): boolean {
  const plain = normalise(name.slice(-100));
  return secretEnding.test(plain) && !harmlessEnding.test(plain);
}

/** Maps in which every value may be a credential. */
export const isHeaderMap = (name: string): boolean => /headers?$/i.test(name);

const plainHeaders =
  /^(?:accept|accept-.*|content-type|content-length|user-agent|host|http-referer|referer|x-title|x-request-id|anthropic-version|anthropic-beta|openai-beta)$/i;

export const isPlainHeader = (name: string): boolean => plainHeaders.test(name);

const namesOfModels = new Set([...Object.values(chainKeys), aliasKey]);

/** Under these keys stand names of models, whatever they sound like. */
export const holdsModelNames = (key: string): boolean => namesOfModels.has(key);

const reference = /^(?:os\.environ\/[A-Za-z_][A-Za-z0-9_]*|\$\{?[A-Za-z_][A-Za-z0-9_]*\}?)$/;

/** References and dummies may be shown. */
export const isShowable = (value: string): boolean => reference.test(value.trim()) || isDummyKey(value);

/** Keys and tokens of well-known services, wherever they stand. */
export const tokenLike =
  /\b(?:(?:sk|pk|rk|gsk|xai|hf|ghp|gho|ghs|ghu|glpat|r8|tvly|pplx|nvapi|lsv2|whsec|csk|fw)[-_](?!no-key-required)[A-Za-z0-9_-]{12,}|github_pat_[A-Za-z0-9_]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|AIza[A-Za-z0-9_-]{30,}|A(?:KIA|SIA)[A-Z0-9]{12,}|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)?)/g;

/** User and password of a URL. */
export const userInfo =
  /([A-Za-z][A-Za-z0-9+.-]{0,30}:\/\/)([^\s"'<>@/:]{0,200}:[^\s"'<>]{1,500}|[^\s"'<>@/]{1,500})@/g;

/** Secrets in the query of a URL. */
export const secretQuery =
  /([?&](?:api[-_]?key|key|token|access_token|secret|password|sig|signature)=)([^&\s"'#]{1,2000})/gi;

export const isSecretLooking = (value: string): boolean =>
  value.search(tokenLike) >= 0 || /^(?:Bearer|Basic)\s+\S{6,}/i.test(value) || value.includes("-----BEGIN ");
