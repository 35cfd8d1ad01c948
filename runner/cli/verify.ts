import { RunnerError } from '../../protocol/errors.ts';
import { openStore } from '../store/open.ts';
import { verifyFiles } from '../store/verifyFiles.ts';
import { verifyStore, type Verification } from '../store/verify.ts';
import type { CliContext } from './context.ts';
import { printJson, say } from './print.ts';

/**
 * Checks the store: the database's own structure, indexes, and the checksum of every row. It reads in this process also
 * while a runner is up, which does nothing that takes so long.
 */
export async function verify(context: CliContext): Promise<number> {
  const { problems, ...rows } = verification(context.workspace);
  const kept = problems.length === 0 ? await filesOf(context.workspace) : { files: 0, problems: [] };
  const found = { ...rows, files: kept.files, problems: [...problems, ...kept.problems] };
  const sound = found.problems.length === 0;
  if (context.json) await printJson({ ok: sound, ...found });
  else {
    for (const problem of found.problems) say(problem);
    const files = found.files > 0 ? ` and ${found.files} ${found.files === 1 ? 'file' : 'files'}` : '';
    say(
      `${found.rows} ${found.rows === 1 ? 'row' : 'rows'}${files} checked: ${sound ? 'all sound' : `${found.problems.length} problems`}.`,
    );
  }
  return sound ? 0 : 1;
}

/** The files that items left, where the store itself is sound. */
async function filesOf(workspace: string): ReturnType<typeof verifyFiles> {
  const store = openStore(workspace, 'read');
  try {
    return await verifyFiles(workspace, store);
  } finally {
    store.close();
  }
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
