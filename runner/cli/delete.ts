import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { RunnerError } from '../../protocol/errors.ts';
import type { DeleteSelection, Deletion } from '../../protocol/manage.ts';
import { type CliContext, connectToRun, taskFile } from './context.ts';
import { printJson, say } from './print.ts';

export interface DeleteOptions {
  readonly where?: string;
  readonly failed?: boolean;
  readonly stale?: boolean;
  readonly orphans?: boolean;
  readonly all?: boolean;
  readonly files?: boolean;
  readonly yes?: boolean;
}

/** Removes rows, after it has said how many. On a terminal it asks; elsewhere `--yes` is needed. */
export async function deleteRows(context: CliContext, name: string, options: DeleteOptions): Promise<number> {
  const request = { file: taskFile(context, name), select: selectionOf(options), files: options.files === true };
  const connection = await connectToRun(context);
  try {
    // Counting costs as much as removing, so only who is to be asked is told before.
    const planned = options.yes ? undefined : await connection.api.delete({ ...request, dry: true });
    if (planned && !isNothing(planned) && !(await isConfirmed(planned))) {
      if (context.json) await printJson({ ...planned, done: false });
      else say(`Nothing was removed: ${amount(planned)} would be. --yes removes them.`);
      return 1;
    }
    const done = planned && isNothing(planned) ? planned : await connection.api.delete(request);
    if (context.json) await printJson({ ...done, done: true });
    else say(isNothing(done) ? 'There is nothing to remove.' : `Removed ${amount(done)}. The rows are kept aside until \`sweepdeck gc\`.`);
    return 0;
  } finally {
    await connection.close();
  }
}

function isNothing({ rows, folders }: Deletion): boolean {
  return rows + folders === 0;
}

function selectionOf({ where, failed, stale, orphans, all }: DeleteOptions): DeleteSelection {
  const kinds = (['failed', 'stale', 'orphans', 'all'] as const).filter((kind) => ({ failed, stale, orphans, all })[kind]);
  const [kind, another] = kinds;
  if (where !== undefined && kind === undefined) return { kind: 'where', where };
  if (where === undefined && kind !== undefined && another === undefined) return { kind };
  throw new RunnerError('bad-request', 'Say which rows to remove, in one way: --where EXPR, --failed, --stale, --orphans or --all.');
}

/** Without a terminal nobody can answer. */
async function isConfirmed(planned: Deletion): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl+D and Ctrl+C end it without an answer.
    const closed = once(terminal, 'close').then(() => '');
    const answer = await Promise.race([terminal.question(`Remove ${amount(planned)}? [y/N] `).catch(noAnswer), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

function noAnswer(error: unknown): string {
  if (error instanceof Error && error.name === 'AbortError') return '';
  throw error;
}

function amount({ items, rows, folders }: Deletion): string {
  const counted = `${rows} ${rows === 1 ? 'row' : 'rows'} of ${items} ${items === 1 ? 'item' : 'items'}`;
  return folders === 0 ? counted : `${counted} and ${folders} item ${folders === 1 ? 'folder' : 'folders'}`;
}
