import type { ReloadOptions } from "@/lib/adapters/reload/schema";
import { err, ok, type Result } from "@/lib/result";
import type { OperationContext } from "@/lib/server/context";
import { findGateway } from "@/lib/server/gateway";
import { forgetGatewayKey, gatewayKeyPath, keepGatewayKey } from "@/lib/server/gateway-keys";
import { type GatewayForm, toGatewayInput } from "../gateway-form";
import { addGateway, type GatewayRefusal, removeGateway, updateGateway } from "../operations";

type Given = OperationContext & { dataFolder: string; reloadOptions?: ReloadOptions };

/** Adds a gateway, or changes a known one. A pasted key is written into its file first, and taken back when nothing is saved. */
export async function saveGateway(
  given: Given,
  form: GatewayForm,
  verb: "add" | "update",
): Promise<Result<{ id: string }, GatewayRefusal>> {
  const { dataFolder } = given;
  if (verb === "add" && (await findGateway(given.db, form.id)))
    return err("taken", `There is a gateway ${form.id} already.`);
  const ownPath = gatewayKeyPath(dataFolder, form.id);
  const takeBack = form.keyFrom === "pasted" ? keepGatewayKey(dataFolder, form.id, form.pastedKey) : null;
  const keyFile = { pasted: ownPath, file: form.keyFile, none: null }[form.keyFrom];
  const input = toGatewayInput(form, keyFile);
  const saved = await (verb === "add" ? addGateway(given, input) : updateGateway(given, input));
  if (!saved.ok) {
    takeBack?.();
    return saved;
  }
  if (keyFile !== ownPath) forgetGatewayKey(dataFolder, form.id);
  return ok({ id: form.id });
}

/** The console forgets the gateway and the key that was pasted for it. */
export async function forgetGateway(
  given: Given,
  input: { id: string },
): Promise<Result<{ id: string }, GatewayRefusal>> {
  const removed = await removeGateway(given, input.id);
  if (!removed.ok) return removed;
  forgetGatewayKey(given.dataFolder, input.id);
  return ok(input);
}
