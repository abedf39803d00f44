/** Pixels at full size. */
export const cardWidth = 224;
export const cardHeight = 46;
export const rowGap = 14;
/** Between columns: where hops run and their numbers stand. */
export const columnGap = 88;
/** Between two hops that pass a column. */
export const passGap = 9;
