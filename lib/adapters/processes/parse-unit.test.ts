import { expect, test } from "vitest";
import { parseUnit } from "./parse-unit";

test.each([
  ["0::/user.slice/user-1000.slice/user@1000.service/app.slice/litellm.service", "systemd-user", "litellm.service"],
  ["0::/user.slice/user-1000.slice/user@1000.service/litellm.service/worker", "systemd-user", "litellm.service"],
  ["0::/system.slice/litellm.service", "systemd", "litellm.service"],
  ["12:pids:/\n1:name=systemd:/system.slice/system-litellm.slice/litellm@a.service", "systemd", "litellm@a.service"],
])("%s is run by a unit", (text, kind, unit) => {
  expect(parseUnit(text)).toEqual({ kind, unit });
});

test.each(["", "0::/", "0::/user.slice/user-1000.slice/session-2.scope", "0::/docker/0123456789ab"])(
  "%j is run by no unit",
  (text) => {
    expect(parseUnit(text)).toBeNull();
  },
);
