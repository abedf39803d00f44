"use client";

import { SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useViewer } from "./clock";
import { Icon, type IconName } from "./icons";
import styles from "./shell.module.css";
import { Hidden } from "./text";

type Scheme = "auto" | "light" | "dark";

const choices: readonly { value: Scheme; word: string; icon: IconName }[] = [
  { value: "auto", word: "Follow the system", icon: "system" },
  { value: "light", word: "Light", icon: "sun" },
  { value: "dark", word: "Dark", icon: "moon" },
];

export function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  // The stored choice is known only in the browser; until then the switch shows what the server could know.
  const live = useViewer() !== null;
  return (
    <SegmentedControl<Scheme>
      aria-label="Colour scheme"
      fullWidth
      value={live ? colorScheme : "auto"}
      onChange={setColorScheme}
      data={choices.map(({ value, word, icon }) => ({
        value,
        label: (
          <span title={word} className={styles.choice}>
            <Icon name={icon} size={14} />
            <Hidden>{word}</Hidden>
          </span>
        ),
      }))}
    />
  );
}
