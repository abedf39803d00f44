import { describe, expect, it } from "vitest";
import { listen } from "@/lib/adapters/http/loopback";
import { whoListens } from "./who-listens";

describe("whoListens", () => {
  it("names the process behind a busy port, and nobody behind a free one", async () => {
    const server = await listen(() => {});
    const found = await whoListens(server.port);
    expect(found?.pid).toBe(process.pid);
    expect(found?.command).toContain("node");
    await server.close();
    expect(await whoListens(server.port)).toBeNull();
  });
});
