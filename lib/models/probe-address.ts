import { err, ok, type Result } from "@/lib/result";

/*
 * Which addresses a connection test may ask. A console stands inside the network of its operators, so loopback and private
 * addresses are what it is for; link-local ones, where clouds answer with the machine's own credentials, are not.
 */

const metadata = new Set(["100.100.100.200", "fd00:ec2::254", "metadata.google.internal", "metadata"]);

const hex = (value: string): number => Number.parseInt(value, 16);

/** The IPv4 address within an IPv4-mapped or NAT64 one, as the URL parser writes them: `::ffff:a9fe:a9fe`. */
const mappedIpv4 = (name: string): string | null => {
  const words = /^(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(name);
  if (!words) return /^(?:::ffff:|64:ff9b::)(\d+\.\d+\.\d+\.\d+)$/.exec(name)?.[1] ?? null;
  const [high, low] = [hex(words[1] ?? "0"), hex(words[2] ?? "0")];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
};

/** For a name or an address, also one that a name stands for. */
export function isForbiddenHost(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/%.*$/, "")
    .replace(/\.$/, "");
  const address = mappedIpv4(name) ?? name;
  if (metadata.has(address)) return true;
  if (/^169\.254\.\d+\.\d+$/.test(address)) return true;
  return /^fe[89ab][0-9a-f]:/.test(address);
}

export function checkProbeAddress(text: string): Result<URL, "refused-address"> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    return err("refused-address", "Only http:// and https:// addresses are asked.");
  if (url.username || url.password)
    return err("refused-address", "An address with a user name or password in it is not asked. Name a key instead.");
  if (isForbiddenHost(url.hostname))
    return err(
      "refused-address",
      `${url.hostname} is link-local: a machine's own credentials may be served there, so it is not asked.`,
    );
  return ok(url);
}
