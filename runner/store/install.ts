import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';
import { dataFolder } from '../dataFolder.ts';
import { systemCode } from '../systemCode.ts';

/** The random id of this installation, kept in the user's own data folder; made when there is none and `make` says so. */
export function installId(make: boolean): string {
  const folder = dataFolder();
  const file = join(folder, 'install');
  const known = read(file);
  if (known !== undefined) return known;
  if (!make) return '';
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return create(file);
  } catch (error) {
    throw new RunnerError(
      'store-unavailable',
      `The id of this installation cannot be kept at ${file} (${systemCode(error) ?? String(error)}); make that folder writable or set SWEEPDECK_DATA_DIR to another one.`,
    );
  }
}

/** Written whole under another name, then linked: of two processes that do this at once, one wins and both read the same id. */
function create(file: string): string {
  const id = randomBytes(16).toString('hex');
  const temporary = `${file}.${process.pid}.${id.slice(0, 8)}`;
  writeFileSync(temporary, `${id}\n`, { flag: 'wx', mode: 0o600 });
  try {
    linkSync(temporary, file);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary);
  }
  const kept = read(file);
  if (kept === undefined) throw new Error('the file there does not hold an id');
  return kept;
}

function read(file: string): string | undefined {
  try {
    return /^[0-9a-f]{32}$/.exec(readFileSync(file, 'latin1').trim())?.[0];
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw new RunnerError(
      'store-unavailable',
      `The id of this installation at ${file} cannot be read (${systemCode(error) ?? String(error)}); make it readable or set SWEEPDECK_DATA_DIR to another folder.`,
    );
  }
}
