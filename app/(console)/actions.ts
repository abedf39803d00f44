"use server";

import { z } from "zod";
import { describeReloadFor, reloadGateway } from "@/lib/changes/operations/reload-gateway";
import { renderReloadMethod } from "@/lib/gateways/schema";
import { err, ok } from "@/lib/result";
import { operatorAction } from "@/lib/server/action";
import { chooseGateway, currentGateway } from "@/lib/server/current-gateway";
import { findGateway } from "@/lib/server/gateway";
import { reloadOptions } from "@/lib/server/means";

const none = () => err("unknown-gateway", "No gateway is set up yet.");

export const selectGateway = operatorAction(
  "viewer",
  "console.select-gateway",
  z.object({ gatewayId: z.string() }),
  async ({ gatewayId }, { db }) => {
    if (!(await findGateway(db, gatewayId))) return err("unknown-gateway", "There is no such gateway.");
    await chooseGateway(gatewayId);
    return ok(null);
  },
);

export const loadReloadPlan = operatorAction(
  "viewer",
  "gateway.describe-reload",
  z.object({}),
  async (_input, { db }) => {
    const gateway = await currentGateway();
    if (!gateway) return none();
    const described = await describeReloadFor({ db, gatewayId: gateway.id, reloadOptions: reloadOptions() });
    if (!described.ok) return described;
    const { recent, ...description } = described.value;
    return ok({ description, method: renderReloadMethod(gateway.reload), recent });
  },
);

export const reload = operatorAction("operator", "gateway.reload", z.object({}), async (_input, context) => {
  const gateway = await currentGateway();
  if (!gateway) return none();
  return reloadGateway({ ...context, gatewayId: gateway.id, reloadOptions: reloadOptions() });
});
