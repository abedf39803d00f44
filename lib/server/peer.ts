import { channel } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * The address of whoever is calling. `X-Forwarded-For` proves nothing by itself: anyone can send it. So each request is
 * stamped as it arrives, from its socket, before the framework sees it; the header is believed only when the socket's
 * peer is a trusted proxy, and then only its last entry, which that proxy wrote. The stamp carries a secret of this
 * process, so a caller cannot bring one along.
 */
const header = "x-signalbox-peer";

const holder = globalThis as typeof globalThis & { signalboxPeerSecret?: string };

function secret(): string {
  holder.signalboxPeerSecret ??= crypto.randomUUID();
  return holder.signalboxPeerSecret;
}

const plain = (address: string): string => (address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address);

export function addressOf(socketAddress: string, forwardedFor: string | undefined, trusted: readonly string[]): string {
  const peer = plain(socketAddress);
  if (!forwardedFor || !trusted.includes(peer)) return peer;
  const nearest = forwardedFor.split(",").at(-1)?.trim() ?? "";
  return /^[0-9A-Fa-f.:]{2,45}$/.test(nearest) ? plain(nearest) : peer;
}

export const stamp = (address: string): Record<string, string> => ({ [header]: `${secret()} ${address}` });

/** The stamped address, or `unknown` for a request that arrived unstamped. */
export function peerAddress(headers: Headers): string {
  const [given, address] = (headers.get(header) ?? "").split(" ");
  return given === secret() && address ? address : "unknown";
}

export function stampRequests(trustedProxies: readonly string[]): void {
  channel("http.server.request.start").subscribe((message) => {
    const { request } = message as { request: IncomingMessage }; // the channel is untyped; Node documents this shape
    const forwarded = request.headers["x-forwarded-for"];
    const last = Array.isArray(forwarded) ? forwarded.at(-1) : forwarded;
    Object.assign(request.headers, stamp(addressOf(request.socket.remoteAddress ?? "unknown", last, trustedProxies)));
  });
}
