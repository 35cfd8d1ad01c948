import { statSync } from 'node:fs';

/** Bytes; 0 for a file that is not there or may not be looked at. */
export function sizeOnDisk(file: string): number {
  try {
    return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    // No permission, or a folder on the way that is none: whoever reads it finds out as well.
    return 0;
  }
}
