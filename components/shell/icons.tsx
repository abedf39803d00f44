/** Line icons on a 16 px grid, drawn for this console; they always stand beside a word, or their control carries a label. */
const paths = {
  brand: "M2.5 13.5V6.6L8 2.7l5.5 3.9v6.9M2.5 9.8h11M6.3 13.5V9.8M9.7 13.5V9.8",
  overview: "M2.5 11a5.5 5.5 0 1 1 11 0M8 11l2.6-3.2M2.5 13.5h11",
  models: "M8 2.2 13.5 5 8 7.8 2.5 5 8 2.2ZM2.5 8.1 8 10.9l5.5-2.8M2.5 11.1 8 13.9l5.5-2.8",
  routing:
    "M3.5 5.8v4.4M3.5 5.8a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4Zm0 7.8a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4Zm9-7.8a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4Zm0 0c0 3.4-4.4 2.6-7.6 4.7",
  health: "M1.8 8.5h3l1.7-4.7 3 8.4 1.9-3.7h2.8",
  changes: "M4 2.5v11M4 13.5 2 11.4M4 13.5l2-2.1M12 13.5v-11M12 2.5l-2 2.1M12 2.5l2 2.1",
  audit: "M3.5 2.5h9v11h-9zM6 5.5h4M6 8h4M6 10.5h2.2",
  settings:
    "M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6M10.2 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4ZM5.8 13.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4Z",
  more: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3l3.2 3.2",
  reload: "M13.2 8A5.2 5.2 0 1 1 11.5 4.2L13.3 6M13.4 2.8V6h-3.2",
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  check: "m3 8.5 3.3 3.3L13 4.5",
  close: "m4 4 8 8M12 4l-8 8",
  up: "M8 13V3M3.8 7.2 8 3l4.2 4.2",
  down: "M8 3v10M3.8 8.8 8 13l4.2-4.2",
  grip: "M6 3.5v.01M10 3.5v.01M6 8v.01M10 8v.01M6 12.5v.01M10 12.5v.01",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  fit: "M2.5 6v-3.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  chevron: "m6 3.5 4.5 4.5L6 12.5",
  sort: "m5 6 3-3 3 3M5 10l3 3 3-3",
  lock: "M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  sun: "M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9",
  moon: "M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6Z",
  system: "M2 3h12v8H2zM6 13.5h4M8 11v2.5",
  unplug: "M2.5 13.5 5 11M11 5l2.5-2.5M4 9l3 3 1.5-1.5-3-3L4 9ZM9 4.5l3 3L10.5 9M9 4.5 7.7 5.8M2.5 2.5l11 11",
} as const;

export type IconName = keyof typeof paths;

type IconProps = { name: IconName; size?: number };

export function Icon({ name, size = 16 }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === "grip" ? 2 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
