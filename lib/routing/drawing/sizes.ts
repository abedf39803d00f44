/** Pixels at full size. */
export const cardWidth = 196;
export const cardHeight = 46;
export const rowGap = 14;
/** Between columns: where hops run and their numbers stand. */
export const columnGap = 96;
/** Between two hops that pass a column. */
export const passGap = 9;
