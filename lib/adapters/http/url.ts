/** An address for people: without user info, query and fragment, any of which may carry a secret. */
export const showUrl = (url: URL): string => `${url.protocol}//${url.host}${url.pathname}`;

/** `path` below `base`, whatever slashes `base` ends with. */
export const joinUrl = (base: string, path: string): string => `${base.trim().replace(/\/+$/, "")}${path}`;
