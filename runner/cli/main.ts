import * as nodeModule from 'node:module';
import { CommanderError } from 'commander';
import { RunnerError } from '../../protocol/errors.ts';
import { printable, say } from './print.ts';
import { wholeCommandLine } from './program.ts';
import { useLinearPatterns } from '../linearPatterns.ts';
import { assertRuntime } from '../runtime.ts';

useLinearPatterns();
const line = wholeCommandLine();
let exit = 0;

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(line.exit);
  throw error;
});

// What is said where nobody reads any more (a closed terminal, a full log) is lost; the sweep goes on.
process.stderr.on('error', () => undefined);

try {
  assertRuntime();
  await line.program.parseAsync();
  exit = line.exit;
} catch (error) {
  exit = 1;
  if (error instanceof CommanderError) exit = error.exitCode === 0 ? 0 : 1;
  else if (error instanceof RunnerError) say(printable(error.message));
  else throw error;
}
process.exitCode = exit;
await written();
// All is closed. Left to itself Node would now take its heap to pieces, page by page.
if ('flushCompileCache' in nodeModule) nodeModule.flushCompileCache();
process.exit();

/** Where pipes are written to later (Windows), that has to be waited for. */
async function written(): Promise<void> {
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((resolve) => void stream.write('', resolve))));
}
