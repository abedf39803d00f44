import { expect, test } from "vitest";
import { readGatewayCommand } from "./read-command";

test.each([
  [
    ["/opt/venv/bin/litellm", "--config", "/etc/litellm/c.yaml"],
    { config: "/etc/litellm/c.yaml", port: 4000, host: null },
  ],
  [
    ["/opt/venv/bin/python", "/opt/venv/bin/litellm", "-c", "my config.yaml", "--port=4100", "--host", "0.0.0.0"],
    { config: "my config.yaml", port: 4100, host: "0.0.0.0" },
  ],
  [["litellm", "--port", "none"], { config: null, port: 4000, host: null }],
  [["python3", "-m", "litellm.proxy.proxy_cli"], { config: null, port: 4000, host: null }],
])("%j is a gateway", (argv, command) => {
  expect(readGatewayCommand(argv)).toEqual(command);
});

test.each([[["vim", "/etc/litellm/litellm.yaml"]], [["grep", "-r", "litellm-notes", "."]], [[""]], [[]]])(
  "%j is no gateway",
  (argv) => {
    expect(readGatewayCommand(argv)).toBeNull();
  },
);
