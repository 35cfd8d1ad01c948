import { decode } from '../../core/value/encode.ts';
import type { LoadMessage } from '../../protocol/objective.ts';
import { ItemContext } from './context.ts';
import { loadObjective } from './objective.ts';
import { plainParameters } from './parameters.ts';

/** Runs one item of a Node objective under a debugger. The outputs are printed, errors are thrown on, so that the debugger sees them. */
export async function debugFunction(load: LoadMessage, runLine: string): Promise<void> {
  // SAFETY: written by runner/debugItem.ts; the form of items is that of runner/objective/launch.ts.
  const { items } = plainParameters(runLine, decode) as { readonly items: readonly (readonly [number, unknown, number, number, string])[] };
  process.chdir(load.cwd);
  const objective = await loadObjective(load);
  if (typeof objective !== 'function') {
    console.error(`${objective.type}: ${objective.message}\n${objective.trace}`);
    process.exitCode = 1;
    return;
  }
  const place = { root: load.root, signal: new AbortController().signal, answer: (line: string) => console.log(line.trim()) };
  for (const [seq, parameters, seed, replicate, folder] of items) {
    console.log(await objective(parameters, new ItemContext({ seq, seed, replicate, folder }, place)));
  }
}
