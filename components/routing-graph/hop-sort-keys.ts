export const hopSortKeys = ["from", "kind", "position", "to", "lane", "status"] as const;
export type HopSortKey = (typeof hopSortKeys)[number];

export const isHopSortKey = (key: string): key is HopSortKey => hopSortKeys.some((known) => known === key);
