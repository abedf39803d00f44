"use client";

import { useMantineColorScheme } from "@mantine/core";
import { useViewer } from "./clock";
import { Icon, type IconName } from "./icons";
import styles from "./shell.module.css";

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
  const chosen = live ? colorScheme : "auto";
  return (
    <fieldset className={styles.schemes} aria-label="Colour scheme">
      {choices.map(({ value, word, icon }) => (
        <button
          key={value}
          type="button"
          className={styles.choice}
          aria-label={word}
          title={word}
          aria-pressed={value === chosen}
          onClick={() => setColorScheme(value)}
        >
          <Icon name={icon} size={14} />
        </button>
      ))}
    </fieldset>
  );
}
