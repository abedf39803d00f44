import { describe, expect, test } from "vitest";
import { checkProbeAddress, isForbiddenHost } from "./probe-address";

describe("addresses that a connection test may ask", () => {
  test.each([
    "http://127.0.0.1:11434",
    "http://localhost:8080/v1",
    "http://[::1]:8000",
    "http://192.168.1.20:8000/v1",
    "http://10.0.0.5",
    "http://[fd12:3456::1]:8000",
    "https://api.openai.com/v1",
    "http://gpu-box:8000",
  ])("%s", (address) => {
    expect(checkProbeAddress(address).ok).toBe(true);
  });
});

describe("addresses that are refused", () => {
  test.each([
    ["another protocol", "file:///etc/passwd"],
    ["another protocol", "gopher://127.0.0.1:6379/_INFO"],
    ["no address", "127.0.0.1:11434"],
    ["a password", "http://user:secret@127.0.0.1:11434"],
    ["a user name", "http://user@127.0.0.1:11434"],
    ["cloud metadata", "http://169.254.169.254/latest/meta-data"],
    ["the same as one number", "http://2852039166/"],
    ["the same in octal", "http://0251.0376.0251.0376/"],
    ["the same in hexadecimal", "http://0xa9.0xfe.0xa9.0xfe/"],
    ["the same mapped into IPv6", "http://[::ffff:169.254.169.254]/"],
    ["the same through NAT64", "http://[64:ff9b::169.254.169.254]/"],
    ["any link-local IPv4", "http://169.254.0.1:8000"],
    ["link-local IPv6", "http://[fe80::1]:8000"],
    ["the end of link-local IPv6", "http://[febf::1]:8000"],
    ["metadata by name", "http://metadata.google.internal/"],
    ["metadata by name with a root dot", "http://METADATA.google.internal./"],
    ["metadata over IPv6", "http://[fd00:ec2::254]/"],
  ])("%s: %s", (_, address) => {
    expect(checkProbeAddress(address)).toMatchObject({ ok: false, reason: "refused-address" });
  });

  test("a refusal repeats no password", () => {
    expect(JSON.stringify(checkProbeAddress("http://user:hunter2@127.0.0.1"))).not.toContain("hunter2");
  });

  test("an address that a name stands for is judged without its brackets and zone", () => {
    expect(isForbiddenHost("fe80::1%eth0")).toBe(true);
    expect(isForbiddenHost("fec0::1")).toBe(false);
    expect(isForbiddenHost("169.253.0.1")).toBe(false);
  });
});
