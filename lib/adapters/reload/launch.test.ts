import { describe, expect, it } from "vitest";
import { readLaunch, survivesHangUp } from "./launch";

const litellm = "/opt/gateway/bin/python /opt/gateway/bin/litellm --config /etc/a.yaml --port 4100";

describe("readLaunch", () => {
  it.each([
    [`${litellm} --run_gunicorn --num_workers 1`, "gunicorn"],
    [`${litellm} --run_granian`, "granian"],
    [`${litellm} --num_workers 2 --timeout_worker_healthcheck 60`, "uvicorn-workers"],
    [`${litellm} --num_workers=4`, "uvicorn-workers"],
    [`${litellm} --num_workers 1`, "uvicorn-single"],
    [litellm, "uvicorn-single"],
    ["/usr/bin/python3 -m litellm.proxy.proxy_cli --config a.yaml", "uvicorn-single"],
    [`${litellm} --run_hypercorn`, "other"],
    [`${litellm} --reload`, "other"],
    ["/usr/bin/gunicorn litellm.proxy.proxy_server:app", "gunicorn"],
    ["/usr/bin/python3.11 /usr/bin/uvicorn --workers 3 app:app", "uvicorn-workers"],
    ["python3 /srv/my-gateway.py", "other"],
    ["/usr/sbin/sshd -D", "unknown"],
    ["/usr/bin/vim --run_gunicorn notes", "unknown"],
    ["", "unknown"],
  ])("reads %j as %s", (command, launch) => {
    expect(readLaunch(command.split(" "))).toBe(launch);
  });

  it("knows a gunicorn master that renamed itself", () => {
    expect(readLaunch(["gunicorn: master [litellm]"])).toBe("gunicorn");
  });

  it("does not take an argument that only names the program for the program", () => {
    expect(readLaunch(["/usr/bin/tail", "-f", "/var/log/litellm.log"])).toBe("unknown");
  });

  it("lets only launchers with replaceable workers be hung up", () => {
    const all = ["gunicorn", "granian", "uvicorn-workers", "uvicorn-single", "other", "unknown"] as const;
    expect(all.filter(survivesHangUp)).toEqual(["gunicorn", "granian", "uvicorn-workers"]);
  });
});
