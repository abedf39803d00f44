import { statSync } from "node:fs";

/** Changes whenever the file behind `path` (the target of a symlink) does; cheap enough to ask every second. Null when there is none. */
export const statFingerprint = (path: string): string | null => {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(":");
  } catch {
    return null;
  }
};
