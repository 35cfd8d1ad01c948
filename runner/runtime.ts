import Database from 'better-sqlite3';
import { RunnerError } from '../protocol/errors.ts';

/** A connection of better-sqlite3. */
export type Sqlite = Database.Database;

export interface SqliteOptions {
  readonly readonly?: boolean;
  readonly fileMustExist?: boolean;
  /** Milliseconds to wait for another process. */
  readonly timeout?: number;
}

/**
 * Throws a `RunnerError` with one sentence when this Node cannot load better-sqlite3: it needs Node-API 10, and
 * an older Node (20, say) does not refuse it but ends with a segmentation fault.
 */
export function assertRuntime(versions: Readonly<Record<string, string | undefined>> = process.versions): void {
  const [major = 0, minor = 0] = (versions['node'] ?? '').split('.').map(Number);
  const oldNode = major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor);
  if (!oldNode && Number(versions['napi'] ?? 0) >= OLDEST.napi) return;
  throw new RunnerError(
    'store-unavailable',
    `Sweepdeck's runner needs Node ${OLDEST.major}.${OLDEST.minor} or newer to open its database, and ${process.execPath} is Node ${versions['node'] ?? 'of an unknown version'}; install a newer Node and start it with that one.`,
  );
}

/**
 * The only door to the native library: checks the runtime first. Importing better-sqlite3 loads JavaScript only;
 * its binary is loaded by the first connection, from `SWEEPDECK_NATIVE` when that names one (bundles), else from the package.
 */
export function loadSqlite(): (file: string, options?: SqliteOptions) => Sqlite {
  assertRuntime();
  const native = process.env['SWEEPDECK_NATIVE'];
  return (file, options = {}) => {
    try {
      return new Database(file, native === undefined ? options : { ...options, nativeBinding: native });
    } catch (error) {
      throw isForeign(error) ? forPlatform(`${process.platform} ${process.arch}`) : error;
    }
  };
}

/** Whether the native module is missing or was made for another platform: editors install such a package without a word. */
function isForeign(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'MODULE_NOT_FOUND' || error.code === 'ERR_DLOPEN_FAILED');
}

function forPlatform(platform: string): RunnerError {
  return new RunnerError(
    'store-unavailable',
    `This Sweepdeck was made for another platform than ${platform}: its database module cannot be loaded here. Install the package for ${platform}; your task files and results are not touched.`,
  );
}

/** The code of an error of SQLite (`SQLITE_FULL`), or nothing for any other error. */
export function sqliteCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code : undefined;
}

const OLDEST = { major: 22, minor: 14, napi: 10 } as const;
