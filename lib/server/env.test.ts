import { expect, test } from "vitest";
import { parseEnv } from "./env";

test("without any setting the console is local", () => {
  expect(parseEnv({})).toMatchObject({
    port: 3100,
    host: "127.0.0.1",
    publicUrl: "http://127.0.0.1:3100",
    gateway: null,
  });
});

test("forwarded addresses are believed only behind a proxy, and only of the proxies named", () => {
  expect(parseEnv({ SIGNALBOX_TRUSTED_PROXIES: "10.0.0.1" }).trustedProxies).toEqual([]);
  expect(parseEnv({ SIGNALBOX_URL: "https://box.example/" })).toMatchObject({
    publicUrl: "https://box.example",
    trustedProxies: ["127.0.0.1", "::1"],
  });
  const named = { SIGNALBOX_URL: "https://box.example", SIGNALBOX_TRUSTED_PROXIES: "10.0.0.1, fd00::2" };
  expect(parseEnv(named).trustedProxies).toEqual(["10.0.0.1", "fd00::2"]);
});

test("every bad setting is named at once, with what it must be", () => {
  const bad = {
    SIGNALBOX_PORT: "70000",
    SIGNALBOX_URL: "ftp://x",
    SIGNALBOX_TRUSTED_PROXIES: "proxy",
    SIGNALBOX_LAB: "maybe",
  };
  for (const name of Object.keys(bad)) expect(() => parseEnv(bad)).toThrow(name);
});

test("an address to listen on everywhere is shown as one that can be opened", () => {
  expect(parseEnv({ SIGNALBOX_HOST: "0.0.0.0" }).publicUrl).toBe("http://127.0.0.1:3100");
  expect(parseEnv({ SIGNALBOX_HOST: "::1" }).publicUrl).toBe("http://[::1]:3100");
});

test("a gateway needs both its address and its file", () => {
  expect(() => parseEnv({ SIGNALBOX_GATEWAY_URL: "http://127.0.0.1:4000" })).toThrow("SIGNALBOX_GATEWAY_CONFIG");
  expect(() => parseEnv({ SIGNALBOX_GATEWAY_CONFIG: "/etc/litellm.yaml" })).toThrow("SIGNALBOX_GATEWAY_URL");
});
