import { readFileSync } from 'node:fs';
import { decode } from '../../core/value/encode.ts';
import type { LoadMessage } from '../../protocol/objective.ts';
import { ItemContext } from './context.ts';
import { loadObjective } from './objective.ts';
import { plainParameters } from './parameters.ts';

/*
 * One item of a Node objective under a debugger: `node debug.mjs FILE`. The file holds what a worker would be told. The
 * outputs are printed, errors are thrown on, so that the debugger sees them.
 */
delete process.env['ELECTRON_RUN_AS_NODE'];
const [loadLine = '', runLine = ''] = readFileSync(process.argv[2] ?? '', 'utf8').split('\n');
// SAFETY: written by runner/debugItem.ts.
const load = JSON.parse(loadLine) as LoadMessage;
// SAFETY: likewise; the form of items is that of runner/objective/launch.ts.
const { items } = plainParameters(runLine, decode) as { readonly items: readonly (readonly [number, unknown, number, number, string])[] };
process.chdir(load.cwd);
const objective = await loadObjective(load);
if (typeof objective === 'function') {
  for (const [seq, parameters, seed, replicate, folder] of items) {
    const context = new ItemContext({ seq, seed, replicate, folder }, new AbortController().signal, (line) => console.log(line.trim()));
    console.log(await objective(parameters, context));
  }
} else {
  console.error(`${objective.type}: ${objective.message}\n${objective.trace}`);
  process.exitCode = 1;
}
