import { RunnerError } from '../../protocol/errors.ts';
import { verifyStore, type Verification } from '../store/verify.ts';
import type { CliContext } from './context.ts';
import { printJson, say } from './print.ts';

/**
 * Checks the store: the database's own structure, indexes, and the checksum of every row. It reads in this process also
 * while a runner is up, which does nothing that takes so long.
 */
export async function verify(context: CliContext): Promise<number> {
  const found = verification(context.workspace);
  const sound = found.problems.length === 0;
  if (context.json) await printJson({ ok: sound, ...found });
  else {
    for (const problem of found.problems) say(problem);
    say(`${found.rows} ${found.rows === 1 ? 'row' : 'rows'} checked: ${sound ? 'all sound' : `${found.damaged.length} damaged`}.`);
  }
  return sound ? 0 : 1;
}

/** A store that cannot even be opened is an answer here, not an error. */
function verification(workspace: string): Verification {
  try {
    return verifyStore(workspace);
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    return { rows: 0, damaged: [], problems: [error.message] };
  }
}
