/**
 * How long somebody must wait before the next attempt to sign in. Failed attempts of the last 15 minutes count:
 *
 * - 5 for one account from one address;
 * - 20 from one address, over all accounts;
 * - while one account has failed 20 times from anywhere, or everything together 100 times, an account takes one attempt
 *   every 10 seconds.
 *
 * The last two do not hold for an address from which the account has signed in before, so whoever floods the console
 * slows strangers down and locks nobody out who works from the usual place.
 */
export const windowMs = 15 * 60_000;
const perPair = 5;
const perAddress = 20;
const brakeAccount = 20;
const brakeTotal = 100;
const brakeMs = 10_000;

export const historyLimit = perAddress;

/** Failed attempts within the window, newest first; the lists may be cut off after `historyLimit`. */
export type SignInHistory = {
  pair: readonly Date[];
  address: readonly Date[];
  account: readonly Date[];
  total: number;
  /** This account has signed in from this address before. */
  known: boolean;
};

export function signInWaitMs(history: SignInHistory, now: Date): number {
  const pair = untilFree(history.pair, perPair, now);
  if (history.known) return pair;
  return Math.max(pair, untilFree(history.address, perAddress, now), brakeWait(history, now));
}

/** Time until fewer than `limit` of the attempts are inside the window. */
function untilFree(attempts: readonly Date[], limit: number, now: Date): number {
  const deciding = attempts[limit - 1];
  return deciding === undefined ? 0 : Math.max(0, deciding.getTime() + windowMs - now.getTime());
}

function brakeWait({ account, total }: SignInHistory, now: Date): number {
  const newest = account[0];
  if (newest === undefined || (account.length < brakeAccount && total < brakeTotal)) return 0;
  return Math.max(0, newest.getTime() + brakeMs - now.getTime());
}

/** `in 40 seconds`, `in 3 minutes`; never too early. */
export function renderWait(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 90) return `in ${seconds} second${seconds === 1 ? "" : "s"}`;
  return `in ${Math.ceil(seconds / 60)} minutes`;
}
