import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

const signal: MantineColorsTuple = [
  "#e7effc",
  "#cfdff9",
  "#a9c6f5",
  "#7aa9ff",
  "#5a90ee",
  "#3f7ae2",
  "#2c6bd9",
  "#1f5fd0",
  "#184fb0",
  "#123f8f",
];

/** Surfaces of inputs, menus and switches in the dark scheme, from the console's own neutrals. */
const dark: MantineColorsTuple = [
  "#e4e9ef",
  "#c6cfd8",
  "#a3afbb",
  "#8d99a6",
  "#3b4856",
  "#27313c",
  "#1b232c",
  "#171e26",
  "#11171e",
  "#0f141a",
];

/** Buttons take the console's own tokens, so both colour schemes keep AA contrast without a shade per component. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const danger = input.color === "red";
  const main = danger ? "var(--bad)" : "var(--accent)";
  const soft = danger ? "var(--bad-soft)" : "var(--accent-soft)";
  switch (input.variant) {
    case "filled":
      return {
        background: main,
        hover: danger ? "var(--bad-hover)" : "var(--accent-hover)",
        color: danger ? "var(--on-bad)" : "var(--on-accent)",
        border: "1px solid transparent",
      };
    case "light":
      return { background: soft, hover: soft, color: main, border: "1px solid transparent" };
    case "subtle":
      return {
        background: "transparent",
        hover: "var(--hover)",
        color: danger ? main : "var(--dim)",
        hoverColor: danger ? main : "var(--text)",
        border: "1px solid transparent",
      };
    case "outline":
      return { background: "transparent", hover: soft, color: main, border: `1px solid ${main}` };
    case "default":
      return {
        background: "var(--surface)",
        hover: "var(--hover)",
        color: danger ? main : "var(--text)",
        border: "1px solid var(--line-strong)",
      };
    default:
      return defaultVariantColorsResolver(input);
  }
};

/** Mantine's own variables follow the tokens of `app/globals.css`. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const shared = {
    "--mantine-color-body": "var(--surface)",
    "--mantine-color-text": "var(--text)",
    "--mantine-color-dimmed": "var(--dim)",
    "--mantine-color-placeholder": "var(--faint)",
    "--mantine-color-error": "var(--bad)",
    "--mantine-color-anchor": "var(--accent)",
    "--mantine-color-default": "var(--surface)",
    "--mantine-color-default-hover": "var(--hover)",
    "--mantine-color-default-color": "var(--text)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-primary-color-filled": "var(--accent)",
    "--mantine-primary-color-filled-hover": "var(--accent-hover)",
    "--mantine-primary-color-light": "var(--accent-soft)",
    "--mantine-primary-color-light-color": "var(--accent)",
    "--mantine-primary-color-contrast": "var(--on-accent)",
  };
  return { variables: {}, light: shared, dark: shared };
};

export const theme = createTheme({
  primaryColor: "signal",
  colors: { signal, dark },
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  variantColorResolver,
  fontFamily: "var(--sans)",
  fontFamilyMonospace: "var(--mono)",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  spacing: { xs: "4px", sm: "8px", md: "16px", lg: "24px", xl: "32px" },
  radius: { xs: "3px", sm: "4px", md: "6px", lg: "8px", xl: "12px" },
  defaultRadius: "md",
  focusRing: "auto",
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Button: { defaultProps: { size: "xs", variant: "default", fz: 13, fw: 550 } },
    ActionIcon: { defaultProps: { variant: "subtle", size: 28 } },
    TextInput: { defaultProps: { size: "sm" } },
    PasswordInput: { defaultProps: { size: "sm" } },
    Textarea: { defaultProps: { size: "sm", autosize: true, minRows: 2 } },
    Select: { defaultProps: { size: "sm", comboboxProps: { shadow: "md" }, maxDropdownHeight: 280 } },
    NumberInput: { defaultProps: { size: "sm" } },
    SegmentedControl: { defaultProps: { size: "xs" } },
    Checkbox: { defaultProps: { size: "sm" } },
    Modal: {
      styles: { title: { fontSize: 15, fontWeight: 650 } },
      defaultProps: { centered: true, padding: "md", radius: "lg", transitionProps: { duration: 120 } },
    },
    Drawer: { defaultProps: { padding: "md", transitionProps: { duration: 140 } } },
    Menu: { defaultProps: { shadow: "md", position: "bottom-end", transitionProps: { duration: 80 } } },
    Notification: { defaultProps: { radius: "md" } },
  },
});
