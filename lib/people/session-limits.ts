const day = 24 * 3600;

/** Unused for this long, a session ends. */
export const idleSessionSeconds = 3 * day;
/** However much it is used, a session ends this long after sign-in. */
export const absoluteSessionSeconds = 30 * day;
/** Use is written down at most this often. */
export const touchSeconds = 300;

/** Until when a session lives that is used at `now`. */
export const sessionEnd = (createdAt: Date, now: Date): Date =>
  new Date(Math.min(now.getTime() + idleSessionSeconds * 1000, createdAt.getTime() + absoluteSessionSeconds * 1000));
