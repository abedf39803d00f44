/** One point of the history, computed where it is stored: the chart does no arithmetic. */
export type HealthPoint = {
  at: string;
  /** The time as the axis writes it, in the viewer's zone. */
  label: string;
  /** Null where nothing was known: the line breaks. */
  gatewayPercent: number | null;
  gatewayFraction: string | null;
  directPercent: number | null;
  directFraction: string | null;
};
