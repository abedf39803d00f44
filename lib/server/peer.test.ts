import { createServer } from "node:http";
import { expect, test } from "vitest";
import { addressOf, peerAddress, stamp, stampRequests } from "./peer";

const proxies = ["127.0.0.1", "::1"];

test.each<[string, string, string | undefined, readonly string[], string]>([
  ["the socket speaks for itself", "203.0.113.9", undefined, proxies, "203.0.113.9"],
  ["a stranger's header is not believed", "203.0.113.9", "10.0.0.1", proxies, "203.0.113.9"],
  ["without a proxy nobody's is", "127.0.0.1", "10.0.0.1", [], "127.0.0.1"],
  ["a proxy names the caller", "127.0.0.1", "198.51.100.4", proxies, "198.51.100.4"],
  ["only the entry that the proxy added counts", "::1", "1.1.1.1, 198.51.100.4", proxies, "198.51.100.4"],
  ["an IPv4 peer on an IPv6 socket is the same peer", "::ffff:127.0.0.1", "2001:db8::1", proxies, "2001:db8::1"],
  ["rubbish falls back to the peer", "127.0.0.1", "1.1.1.1, <script>", proxies, "127.0.0.1"],
  ["an empty list falls back to the peer", "127.0.0.1", " , ", proxies, "127.0.0.1"],
])("%s", (_name, socket, forwarded, trusted, expected) => {
  expect(addressOf(socket, forwarded, trusted)).toBe(expected);
});

test("a stamp that a caller brings along is not believed", () => {
  expect(peerAddress(new Headers(stamp("203.0.113.9")))).toBe("203.0.113.9");
  expect(peerAddress(new Headers({ "x-signalbox-peer": "guess 203.0.113.9" }))).toBe("unknown");
  expect(peerAddress(new Headers())).toBe("unknown");
});

test("a real server's requests carry their socket's address, whatever they claim", async () => {
  stampRequests([]);
  const server = createServer((request, response) => {
    const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    response.end(peerAddress(headers));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const headers = { "x-forwarded-for": "198.51.100.4", "x-signalbox-peer": "x 198.51.100.4" };
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers });
  expect(await answer.text()).toBe("127.0.0.1");
  server.closeAllConnections();
  server.close();
});
