import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what the tests fetched once is kept between checkouts: `$XDG_CACHE_HOME/sweepdeck-test`, else under the home folder. */
export function cacheFolder(...names: readonly string[]): string {
  const base = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(base, 'sweepdeck-test', ...names);
}
