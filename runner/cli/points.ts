import Papa from 'papaparse';
import { formatValue } from '../../core/value/format.ts';
import { nest } from '../../core/value/value.ts';
import { RunnerError } from '../../protocol/errors.ts';
import { openTaskBook, type Plan } from '../tasks.ts';
import { type CliContext, taskFile } from './context.ts';
import { csvCell } from './cells.ts';
import { printJson, printResult, say, toJson } from './print.ts';
import { sayProblems } from './sayProblems.ts';
import { renderTable } from './table.ts';

export interface PointsOptions {
  readonly count?: boolean;
  readonly limit?: number;
  readonly offset?: number;
  readonly format?: 'ndjson' | 'json' | 'csv' | 'table';
}

/** Enumerates the points of a task, one by one; nothing is run and nothing stored. */
export async function points(context: CliContext, name: string, options: PointsOptions): Promise<number> {
  const loaded = await openTaskBook(context.workspace).load(taskFile(context, name));
  const { task, space } = loaded.analysis;
  if (!task || !space || loaded.problems.some((one) => one.severity === 'error')) {
    sayProblems(context, loaded.problems);
    return 1;
  }
  if (options.count) return count(context, { space, replicates: task.replicates });
  if (!space.exact)
    throw new RunnerError(
      'too-many-items',
      `This space has too many combinations to filter one by one; make it smaller, or constrain its axes directly.`,
    );
  const start = options.offset ?? 0;
  const end = Math.min(space.points, options.limit === undefined ? space.points : start + options.limit);
  await (options.format === undefined && context.json
    ? printPoints(space, { start, end, format: 'json' })
    : printPoints(space, { start, end, format: options.format ?? 'ndjson' }));
  return 0;
}

async function count(context: CliContext, of: { readonly space: Plan['space']; readonly replicates: number }): Promise<number> {
  const { points: size, axes, merged, removed, exact } = of.space;
  const items = size * of.replicates;
  if (context.json)
    await printJson({
      points: size,
      items,
      axes: axes.map((axis) => ({ name: axis.name, size: axis.size })),
      merged,
      removed,
      ...(!exact && { exact }),
    });
  else {
    await printResult(`${exact ? '' : 'at most '}${size} points, ${items} items`);
    for (const axis of axes) say(`  ${axis.name} ×${axis.size}`);
    if (merged + removed.constraints + removed.exclude > 0)
      say(`  ${merged} merged, ${removed.constraints} removed by constraints, ${removed.exclude} by exclude`);
  }
  return 0;
}

async function printPoints(
  space: Plan['space'],
  of: { readonly start: number; readonly end: number; readonly format: NonNullable<PointsOptions['format']> },
): Promise<void> {
  const { start, end, format } = of;
  const document = (index: number): string => toJson({ index, parameters: nest(space.point(index)) });
  const columns = ['index', ...space.names];
  const cells = (index: number, write: typeof csvCell): string[] => {
    const point = space.point(index);
    return [String(index), ...space.names.map((name) => write(point.get(name)))];
  };
  switch (format) {
    case 'ndjson':
      for (let index = start; index < end; index++) await printResult(document(index));
      return;
    case 'json':
      await printResult('[');
      for (let index = start; index < end; index++) await printResult(`${document(index)}${index < end - 1 ? ',' : ''}`);
      return printResult(']');
    case 'csv':
      await printResult(Papa.unparse([columns]));
      for (let index = start; index < end; index++) await printResult(Papa.unparse([cells(index, csvCell)]));
      return;
    case 'table': {
      const rows = [];
      for (let index = start; index < end; index++) rows.push(cells(index, (value) => (value === undefined ? '' : formatValue(value))));
      return printResult(renderTable(columns, rows));
    }
  }
}
