import { resolve } from "node:path";
import { listProcesses } from "@/lib/adapters/processes/list-processes";
import { readProcessPlace } from "@/lib/adapters/processes/place-of";
import type { ProcessFacts } from "@/lib/adapters/processes/schema";
import { hasLitellm, trustedInterpreterOf } from "@/lib/adapters/rehearsal/interpreter";
import { readGatewayCommand } from "@/lib/gateways/read-command";
import type { PythonOrigin } from "@/lib/rehearsal/schema";
import { err, ok, type Result } from "@/lib/result";

export type FoundPython = { python: string; root: string; origin: PythonOrigin };

type Asked = {
  /** Null for a file that belongs to no gateway. */
  gateway: { url: string; configPath: string } | null;
  settings: { litellmPython: string | null; labPython: string | null; root: string };
};

const localNames = new Set(["127.0.0.1", "localhost", "[::1]", "0.0.0.0"]);

/**
 * The Python that has LiteLLM: the one that a setting names, else that of the gateway's own process when it runs here, else
 * the lab's.
 */
export async function findPython({ gateway, settings }: Asked): Promise<Result<FoundPython, "no-python">> {
  const { litellmPython, labPython, root } = settings;
  if (litellmPython !== null) {
    if (await hasLitellm(litellmPython)) return ok({ python: litellmPython, root, origin: "setting" });
    return err(
      "no-python",
      `${litellmPython}, which SIGNALBOX_LITELLM_PYTHON or --python names, has no LiteLLM or does not start.`,
    );
  }
  const own = gateway === null ? null : await findOwn(gateway);
  if (own !== null && (await hasLitellm(own))) return ok({ python: own, root, origin: "gateway" });
  if (labPython !== null && (await hasLitellm(labPython))) return ok({ python: labPython, root, origin: "lab" });
  return err(
    "no-python",
    "No LiteLLM was found on this machine. Set SIGNALBOX_LITELLM_PYTHON to the Python of an environment that has it, such as /opt/litellm/bin/python.",
  );
}

async function findOwn({ url, configPath }: { url: string; configPath: string }): Promise<string | null> {
  const processes = await listProcesses().catch(() => []);
  for (const one of processes) {
    const isIt = await runsGateway(one, new URL(url), configPath);
    const python = isIt ? await trustedInterpreterOf(one) : null;
    if (python !== null) return python;
  }
  return null;
}

async function runsGateway({ pid, argv }: ProcessFacts, url: URL, configPath: string): Promise<boolean> {
  const command = readGatewayCommand(argv);
  if (command === null) return false;
  if (localNames.has(url.hostname) && command.port === Number(url.port || 80)) return true;
  const { folder } = command.config === null ? { folder: null } : await readProcessPlace(pid);
  return command.config !== null && resolve(folder ?? "/", command.config) === configPath;
}
