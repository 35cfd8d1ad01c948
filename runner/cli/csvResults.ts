import Papa from 'papaparse';
import type { ValueShape } from '../../core/value/coerce.ts';
import { parseText } from '../../core/value/parseText.ts';
import { type Value, valueMap } from '../../core/value/value.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { RegisterEntry } from '../../protocol/manage.ts';
import { outputName } from '../results/columnSource.ts';
import { EXTRA_COLUMNS } from './rowWriters.ts';

/** Results of a table: what its columns were taken for, and how many rows were no results. */
export interface CsvResults {
  readonly results: readonly RegisterEntry[];
  readonly parameters: readonly string[];
  readonly outputs: readonly string[];
  /** Rows of an export whose state is not `done`. */
  readonly skipped: number;
}

/** Names of a task, with what its schema says of them. */
export interface KnownNames {
  readonly parameters: ReadonlyMap<string, ValueShape | undefined>;
  readonly outputs: ReadonlyMap<string, ValueShape>;
}

/**
 * Results made elsewhere, one a row: columns with the name of a parameter are that, all others are outputs. The columns
 * that `export` adds are known: `replicate` says which repetition, rows that are not `done` are left out, `out.name` is an
 * output with the name of a parameter, and an apostrophe before a formula is taken away again.
 */
export function readCsvResults(text: string, names: KnownNames): CsvResults {
  const { parameters } = names;
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: true });
  const [head, ...rows] = data;
  if (!head) throw new RunnerError('bad-request', 'The table is empty: its first line names parameters and outputs.');
  const broken = errors.find((error) => error.type === 'Quotes');
  if (broken) throw new RunnerError('bad-request', `Line ${(broken.row ?? 0) + 1} has a quote that does not end.`);
  const columns = head.map((name) => ({ name: name.trim(), kind: kindOf(name.trim(), parameters) }));
  const done = rows.filter((row) => columns.every(({ name }, at) => name !== 'state' || isDone(row[at] ?? '')));
  const named = (kind: Kind): readonly string[] => columns.filter((column) => column.kind === kind).map((column) => column.name);
  if (named('parameter').length === 0 && parameters.size > 0)
    throw new RunnerError(
      'bad-request',
      `The table has no column of a parameter; the parameters are ${[...parameters.keys()].join(', ')}.`,
    );
  return {
    results: done.map((row) => entryOf(row, columns, names)),
    parameters: named('parameter'),
    outputs: named('output').map(outputName),
    skipped: rows.length - done.length,
  };
}

type Kind = 'parameter' | 'output' | 'replicate' | 'fact';

interface NamedColumn {
  readonly name: string;
  readonly kind: Kind;
}

const FACTS: ReadonlySet<string> = new Set(['index', 'key', 'state', ...EXTRA_COLUMNS]);

function kindOf(name: string, parameters: KnownNames['parameters']): Kind {
  if (parameters.has(name)) return 'parameter';
  if (name === 'replicate') return 'replicate';
  return FACTS.has(name) ? 'fact' : 'output';
}

function isDone(state: string): boolean {
  return state === 'done' || state === 'stale';
}

function entryOf(row: readonly string[], columns: readonly NamedColumn[], names: KnownNames): RegisterEntry {
  const cells = (kind: Kind): readonly (readonly [string, string])[] =>
    columns.flatMap((column, at) => (column.kind === kind && (row[at] ?? '') !== '' ? [[column.name, row[at] ?? ''] as const] : []));
  const replicate = cells('replicate')[0]?.[1];
  return {
    point: valueMap(cells('parameter').map(([name, cell]) => [name, parseText(plain(cell), names.parameters.get(name))])),
    outputs: valueMap(
      cells('output').map(([name, cell]) => [outputName(name), outputOf(plain(cell), names.outputs.get(outputName(name)))]),
    ),
    ...(replicate !== undefined && { replicate: Number(replicate) }),
  };
}

/** What `export` put before text that a spreadsheet would run. */
function plain(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

/** Outputs may be what parameters may not. */
function outputOf(cell: string, shape: ValueShape | undefined): Value {
  const found = SPECIAL.get(cell.trim());
  return shape?.type === 'string' ? cell : (found ?? parseText(cell, shape));
}

const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['nan', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['inf', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
]);
