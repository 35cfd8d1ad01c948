import { statfsSync } from 'node:fs';

/**
 * Whether a folder lies on a disk of another machine, or behind a program, where the shared memory of SQLite's write-ahead
 * log does not work (reliability.md, F26). SWEEPDECK_NETWORK_DISK=1 says so of one that is not known here.
 */
export function isNetworkDisk(folder: string): boolean {
  if (process.env['SWEEPDECK_NETWORK_DISK'] === '1') return true;
  if (process.platform === 'win32') return /^[\\/]{2}[^?.]/.test(folder);
  return process.platform === 'linux' && isNetworkType(typeOf(folder));
}

/** None of a folder that cannot be asked: whoever opens the store there says why. */
function typeOf(folder: string): number {
  try {
    return statfsSync(folder).type;
  } catch (error) {
    if (error instanceof Error && 'errno' in error) return 0;
    throw error;
  }
}

/** Whether a `f_type` of statfs(2) is one of those; some machines give it as a signed number. */
export function isNetworkType(type: number): boolean {
  return NETWORK.has(type >>> 0);
}

/** NFS, SMB 2, CIFS, FUSE, Lustre, GPFS, 9p. */
const NETWORK: ReadonlySet<number> = new Set([0x6969, 0xfe534d42, 0xff534d42, 0x65735546, 0x0bd00bd0, 0x47504653, 0x01021997]);
