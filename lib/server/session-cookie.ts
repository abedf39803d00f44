export const cookiePrefix = "signalbox";

export const sessionCookieNames = [`${cookiePrefix}.session_token`, `__Secure-${cookiePrefix}.session_token`];

/** Says only that a cookie came along; whether it is good is decided where data is read. */
export const hasSessionCookie = (cookieNames: readonly string[]): boolean =>
  cookieNames.some((name) => sessionCookieNames.includes(name));
