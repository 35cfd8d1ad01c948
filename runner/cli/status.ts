import type { TaskStatus } from '../../protocol/runner.ts';
import { type CliContext, type Connection, connectToRead, shownPath, taskFile } from './context.ts';
import { findTaskFiles } from '../findTaskFiles.ts';
import { brief, reportsOf } from './hypotheses.ts';
import { pointText, printable, printJson, printResult, say } from './print.ts';
import { sayProblems } from './sayProblems.ts';
import { duration } from './progress.ts';
import { renderTable } from './table.ts';
import { sayNoTasks } from './tasks.ts';

/** Counts per task, the same that the editor shows; `verbose` lists the items that are not done. */
export async function status(context: CliContext, names: readonly string[], options: { readonly verbose?: boolean }): Promise<number> {
  const files = names.length > 0 ? names.map((name) => taskFile(context, name)) : findTaskFiles(context.workspace, 'tasks');
  const connection = await connectToRead(context);
  try {
    const all = await connection.api.status({ files });
    for (const { problems, tooMany } of all) {
      if (problems) sayProblems(context, problems);
      if (tooMany !== undefined) say(tooMany);
    }
    if (context.json) await printJson(await Promise.all(all.map((one) => documentOf(context, connection, one))));
    else if (files.length === 0) sayNoTasks();
    else
      await printResult(
        renderTable(
          ['task', 'file', 'items', 'done', 'failed', 'stale', 'pending', 'orphans', 'now'],
          all.map((one) => rowOf(context, one)),
        ),
      );
    if (options.verbose && !context.json)
      for (const one of all) {
        await listUndone(connection, one);
        await listHypotheses(connection, one);
      }
    return all.some((one) => one.problems) ? 1 : 0;
  } finally {
    await connection.close();
  }
}

function rowOf(context: CliContext, one: TaskStatus): string[] {
  const { items, done, failed, stale, pending, orphans, active } = one;
  return [
    one.name,
    shownPath(context, one.file),
    ...[items, done, failed, stale, pending, orphans].map(String),
    active ? progressText(active) : idleText(one),
  ];
}

function idleText({ problems, tooMany }: TaskStatus): string {
  if (problems) return 'has errors';
  return tooMany === undefined ? '' : 'too many items';
}

/** Whether its items can be asked for. */
function isReadable({ problems, tooMany }: TaskStatus): boolean {
  return !problems && tooMany === undefined;
}

function progressText(active: NonNullable<TaskStatus['active']>): string {
  const left = active.secondsLeft === undefined ? '' : `, ${duration(active.secondsLeft)} left`;
  return active.paused === undefined ? `running ${active.finished}/${active.selected}${left}` : `paused: ${printable(active.paused)}`;
}

async function documentOf(context: CliContext, connection: Connection, one: TaskStatus): Promise<unknown> {
  const { file, name, points, items, done, failed, stale, pending, cancelled, orphans, active, lastEnded, problems, tooMany } = one;
  const hypotheses = isReadable(one) ? await reportsOf(connection, file) : [];
  return {
    task: name,
    file: shownPath(context, file),
    points,
    items,
    done,
    failed,
    stale,
    pending,
    cancelled,
    orphans,
    running: active?.running ?? 0,
    active,
    lastEnded,
    ...(hypotheses.length > 0 && { hypotheses }),
    problems,
    tooMany,
  };
}

async function listHypotheses(connection: Connection, one: TaskStatus): Promise<void> {
  if (!isReadable(one)) return;
  const reports = await reportsOf(connection, one.file);
  if (reports.length > 0) await printResult(`\n${one.name}: hypotheses\n${reports.map((report) => `  ${brief(report)}`).join('\n')}`);
}

async function listUndone(connection: Connection, one: TaskStatus): Promise<void> {
  if (!isReadable(one) || one.done === one.items) return;
  const page = await connection.api.page({ file: one.file, states: ['failed', 'stale', 'running', 'waiting', 'pending'], limit: LISTED });
  const rows = page.rows.map((row) => [
    String(row.index),
    row.key.slice(0, 8),
    row.state,
    pointText(row.parameters),
    row.error?.message ?? '',
  ]);
  await printResult(
    `\n${one.name}: ${page.total === 1 ? '1 item is' : `${page.total} items are`} not done${page.total > LISTED ? `, the first ${LISTED}` : ''}`,
  );
  await printResult(renderTable(['index', 'key', 'state', 'parameters', 'error'], rows));
}

const LISTED = 1000;
