"use server";

import { z } from "zod";
import { GatewayForm } from "@/lib/gateways/gateway-form";
import { forgetGateway, saveGateway } from "@/lib/gateways/operations/save-gateway";
import { operatorAction } from "@/lib/server/action";
import { chooseGateway } from "@/lib/server/current-gateway";
import { env } from "@/lib/server/env";
import { reloadOptions } from "@/lib/server/means";

const fieldOf = { taken: "id", "config-path": "configPath", "key-file": "keyFile", reload: "reload" };
const target = ({ id }: { id: string }) => id;
const means = () => ({ dataFolder: env().dataFolder, reloadOptions: reloadOptions() });

export const addGateway = operatorAction(
  "admin",
  "gateway.add",
  GatewayForm,
  async (form, context) => {
    const added = await saveGateway({ ...context, ...means() }, form, "add");
    if (added.ok) await chooseGateway(added.value.id);
    return added;
  },
  { fieldOf, target, redirectTo: ({ id }) => `/settings/welcome?gateway=${id}` },
);

export const updateGateway = operatorAction(
  "admin",
  "gateway.update",
  GatewayForm,
  (form, context) => saveGateway({ ...context, ...means() }, form, "update"),
  { fieldOf, target, message: "Saved. The file is read again within two seconds." },
);

export const removeGateway = operatorAction(
  "admin",
  "gateway.remove",
  z.object({ id: z.string().min(1) }),
  (input, context) => forgetGateway({ ...context, ...means() }, input),
  { target },
);
