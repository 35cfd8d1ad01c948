import { join } from 'node:path';
import * as nodeModule from 'node:module';
import { dataFolder } from './dataFolder.ts';

/*
 * The command line's door: what Node has compiled of the program behind it is kept from one call to the next, which
 * saves a third of the start. In the user's own data folder, because whoever can write there runs code as the user.
 */
// A Node that is too old has none; the program then says in a sentence which one it needs.
if ('enableCompileCache' in nodeModule) nodeModule.enableCompileCache(join(dataFolder(), 'compiled'));
// Named at run time, so that it stays a file of its own in dist/.
const program = import.meta.url.endsWith('.ts') ? './cli/main.ts' : './sweepdeck.mjs';
await import(program);
