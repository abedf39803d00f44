"use client";

import { Button, Menu } from "@mantine/core";
import type { Action } from "@/lib/action-state";
import { formatCount } from "@/lib/format";
import type { GatewayView } from "@/lib/gateways/schema";
import { GatewayMark } from "./gateway-mark";
import { useAction } from "./use-action";

type GatewayMenuProps = {
  gateways: readonly GatewayView[];
  current: GatewayView;
  selectGateway: Action<{ gatewayId: string }>;
};

/** Chooses another gateway; loaded only where there are several. */
export function GatewayMenu({ gateways, current, selectGateway }: GatewayMenuProps) {
  const { pending, run } = useAction(selectGateway);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="subtle" loading={pending} aria-label={`Gateway ${current.name}: choose another`}>
          {current.name} ▾
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{formatCount(gateways.length, "gateway")}</Menu.Label>
        {gateways.map((gateway) => (
          <Menu.Item
            key={gateway.id}
            rightSection={<GatewayMark gateway={gateway} />}
            onClick={() => run({ gatewayId: gateway.id })}
          >
            {gateway.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
