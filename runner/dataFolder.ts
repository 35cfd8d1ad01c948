import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder of this user in which Sweepdeck keeps what belongs to no workspace. */
export function dataFolder(): string {
  const own = process.env['SWEEPDECK_DATA_DIR'];
  if (own !== undefined && own !== '') return own;
  const data = process.env['XDG_DATA_HOME'];
  return join(data !== undefined && data !== '' ? data : join(homedir(), '.local', 'share'), 'sweepdeck');
}
