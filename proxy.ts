import { type NextRequest, NextResponse } from "next/server";
import { env, isDevelopment } from "@/lib/server/env";
import { contentSecurityPolicy, securityHeaders } from "@/lib/server/security-headers";
import { hasSessionCookie } from "@/lib/server/session-cookie";

const openPages = new Set(["/login", "/setup"]);

/** Sets the policy of every answer and spares anonymous visitors a render; pages, actions and routes authorise for themselves. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, isDevelopment);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = needsSignIn(request) ? redirectToLogin(request) : NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(securityHeaders(env().publicUrl))) response.headers.set(name, value);
  return response;
}

function needsSignIn(request: NextRequest): boolean {
  const { pathname } = request.nextUrl;
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (!isRead || openPages.has(pathname) || pathname === "/api" || pathname.startsWith("/api/")) return false;
  return !hasSessionCookie(request.cookies.getAll().map((cookie) => cookie.name));
}

function redirectToLogin(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const login = new URL("/login", request.nextUrl);
  if (pathname !== "/") login.searchParams.set("next", `${pathname}${search}`);
  return NextResponse.redirect(login);
}

export const config = { matcher: ["/((?!_next/static|_next/image|favicon.ico|icon.svg).*)"] };
