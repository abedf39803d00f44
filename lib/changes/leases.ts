/** What a process holds while it runs a change or a reload; two consoles on one database never do the same. */
export const leaseMs = 20_000;

export const changeLease = (changeId: string): string => `change:${changeId}`;

export const reloadLease = (gatewayId: string): string => `reload:${gatewayId}`;

export const rehearsalLease = (gatewayId: string): string => `rehearsal:${gatewayId}`;

/** How long a rehearsal may be recorded before the process that runs it holds its lease. */
export const rehearsalBeginsMs = 10_000;
