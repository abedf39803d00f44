import { describe, expect, it } from "vitest";
import { findStartupFailure } from "./startup-failure";

const gunicorn = `[2026-11-23 23:11:50 +0000] [10801] [INFO] Handling signal: hup
Traceback (most recent call last):
  File "router.py", line 1196, in __init__
    self.set_model_list(model_list)
ValueError: an earlier one that was handled

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "router.py", line 9188, in generate_model_id
    concat_str: Final = "".join(parts)
                        ^^^^^^^^^^^^^^
TypeError: sequence item 0: expected str instance, int found

[2026-11-23 23:11:56 +0000] [10891] [ERROR] Application startup failed. Exiting.
[2026-11-23 23:11:56 +0000] [10891] [INFO] Worker exiting (pid: 10891)
`;

describe("findStartupFailure", () => {
  it("quotes the last exception before the gateway gave up", () => {
    expect(findStartupFailure(gunicorn)?.reason).toBe("TypeError: sequence item 0: expected str instance, int found");
  });

  it("keeps the lines that follow the exception's first line", () => {
    const log =
      'yaml.scanner.ScannerError: mapping values are not allowed here\n  in "a.yaml", line 3\nERROR: Application startup failed. Exiting.';
    expect(findStartupFailure(log)?.reason).toBe(
      'yaml.scanner.ScannerError: mapping values are not allowed here\n  in "a.yaml", line 3',
    );
  });

  it("knows the closing lines of granian, which come before and after the traceback", () => {
    const log = `[ERROR] ASGI lifespan startup failed
Traceback (most recent call last):
  File "main.py", line 387, in __init__
AttributeError: 'str' object has no attribute 'get'
[ERROR] Unexpected exit from worker-1
[INFO] Shutting down granian
`;
    expect(findStartupFailure(log)?.reason).toBe("AttributeError: 'str' object has no attribute 'get'");
  });

  it("is silent about a log without a failed start, even when it holds exceptions", () => {
    expect(findStartupFailure("Traceback (most recent call last):\nopenai.APIError: upstream is gone\n")).toBeNull();
    expect(findStartupFailure("")).toBeNull();
  });

  it("gives the closing line when there is no exception before it", () => {
    expect(findStartupFailure("[1] [ERROR] Reason: Worker failed to boot.\n")?.reason).toContain(
      "Worker failed to boot",
    );
  });

  it("takes the evidence from the end of a long traceback", () => {
    const log = `${"  File x\n".repeat(500)}KeyError: 'model'\nApplication startup failed`;
    expect(findStartupFailure(log)?.evidence.split("\n")).toHaveLength(32);
  });
});
