"use client";

import "@mantine/spotlight/styles.layer.css";
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import styles from "./command-palette.module.css";
import { Icon } from "./icons";
import { destinations } from "./navigation";
import { toModel, toRouting } from "./route";

type CommandPaletteProps = {
  models: readonly string[];
  verbs: { openReload: () => void; openKeys: () => void };
  onClose: () => void;
};

const [store, palette] = createSpotlight();

/** Go to any page, model or chain, or run a verb. */
export function CommandPalette({ models, verbs, onClose }: CommandPaletteProps) {
  const router = useRouter();
  useEffect(() => {
    palette.open();
    return palette.close;
  }, []);

  const groups: SpotlightActionGroupData[] = [
    {
      group: "Pages",
      actions: destinations.map(({ key, word, href, icon, letter }) => ({
        id: `page-${key}`,
        label: word,
        leftSection: <Icon name={icon} />,
        rightSection: `g ${letter}`,
        onClick: () => router.push(href),
      })),
    },
    {
      group: "Verbs",
      actions: [
        { id: "reload", label: "Reload gateway…", leftSection: <Icon name="reload" />, onClick: verbs.openReload },
        { id: "keys", label: "Show the keys", leftSection: <Icon name="more" />, onClick: verbs.openKeys },
      ],
    },
    {
      group: "Models",
      actions: models.map((model) => ({
        id: `model-${model}`,
        label: model,
        leftSection: <Icon name="models" />,
        onClick: () => router.push(toModel(model)),
      })),
    },
    {
      group: "Chains",
      actions: models.map((model) => ({
        id: `chain-${model}`,
        label: `Chain of ${model}`,
        leftSection: <Icon name="routing" />,
        onClick: () => router.push(toRouting(model)),
      })),
    },
  ];

  return (
    <Spotlight
      store={store}
      title="Find"
      classNames={{ header: styles.header ?? "" }}
      actions={groups}
      shortcut={null}
      limit={12}
      centered={false}
      yOffset="12vh"
      overlayProps={{ backgroundOpacity: 0.4, blur: 0 }}
      nothingFound="Nothing has that name"
      onSpotlightClose={onClose}
      searchProps={{
        placeholder: "A page, a model, a chain, a verb",
        leftSection: <Icon name="search" />,
        "aria-label": "Find a page, a model, a chain or a verb",
      }}
    />
  );
}
