import { dirname, resolve } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';
import { openTaskBook } from '../tasks.ts';
import { type CliContext, connectToRunning, shownPath, taskFile } from './context.ts';
import { findTaskFiles } from '../findTaskFiles.ts';
import { writeNewFiles } from './newFiles.ts';
import { printJson, printResult, say } from './print.ts';
import { renderTable } from './table.ts';
import { TEMPLATES, templateFiles } from './templates.ts';

/** The tasks of the workspace. */
export async function list(context: CliContext): Promise<number> {
  const book = openTaskBook(context.workspace);
  const rows = [];
  for (const file of findTaskFiles(context.workspace, 'tasks')) {
    const { analysis, problems } = await book.load(file);
    const errors = problems.filter((one) => one.severity === 'error').length;
    rows.push({
      task: analysis.task?.name ?? '',
      file: shownPath(context, file),
      points: analysis.space?.points ?? null,
      items: analysis.space && analysis.task ? analysis.space.points * analysis.task.replicates : null,
      errors,
      description: analysis.task?.description,
    });
  }
  if (context.json) await printJson(rows);
  else if (rows.length === 0) sayNoTasks();
  else
    await printResult(
      renderTable(
        ['task', 'file', 'items', 'errors'],
        rows.map((row) => [row.task, row.file, String(row.items ?? ''), row.errors > 0 ? String(row.errors) : '']),
      ),
    );
  return 0;
}

/** What a person is told where a whole workspace was asked for that has no task. */
export function sayNoTasks(): void {
  say('There is no task file in this workspace. `sweepdeck new NAME` makes one.');
}

/** Stops what this workspace's runner runs: one task, or everything. */
export async function cancel(context: CliContext, name: string | undefined): Promise<number> {
  const file = name === undefined ? undefined : taskFile(context, name);
  const connection = await connectToRunning(context);
  const { cancelled } = connection ? await connection.api.cancel(file === undefined ? {} : { file }) : { cancelled: 0 };
  await connection?.close();
  if (context.json) await printJson({ cancelled });
  else say(cancelled === 0 ? 'Nothing was running.' : `${cancelled} items were cancelled; finished ones are kept.`);
  return 0;
}

/** Makes a task file with its objective from a template; it validates and runs as it is. Nothing is overwritten. */
export async function scaffold(context: CliContext, name: string, template: string): Promise<number> {
  const chosen = TEMPLATES.find((one) => one === template);
  if (!chosen) throw new RunnerError('bad-request', `There is no template \`${template}\`. The templates are ${TEMPLATES.join(', ')}.`);
  const path = resolve(context.cwd, name.replace(/\.sweep\.ya?ml$/, ''));
  const stem = path.slice(dirname(path).length + 1);
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(stem))
    throw new RunnerError('bad-request', `\`${stem}\` cannot name a task: use letters, digits, _ and -, and begin with a letter.`);
  const made = writeNewFiles(dirname(path), templateFiles(chosen, stem)).map((file) => shownPath(context, file));
  if (context.json) await printJson({ files: made });
  else say(`Made ${new Intl.ListFormat('en').format(made)}. Run it with \`sweepdeck run ${made[0]}\`.`);
  return 0;
}
