import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileOutputOf } from '../../core/value/fileValue.ts';
import { isValueMap, type Value, valueMap } from '../../core/value/value.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { Page, Row } from '../../protocol/runner.ts';
import { outputName } from '../results/columnSource.ts';
import { type CliContext, connectToRead, taskFile } from './context.ts';
import { type ExportOptions, stillPages } from './export.ts';
import { printable, printJson, say } from './print.ts';
import { recordsIn, tableRows } from './tableRows.ts';
import { writeWhole } from './wholeFile.ts';
import { writeTyped } from './writeRows.ts';

/**
 * All rows as scythe leaves them: `scalars.pq` with the parameters and the outputs of every item, failed ones too,
 * `result_file_refs.pq` with the paths of the files that items left, and `NAME.pq` with the records of each output that
 * is a table, `sort_subindex` being their place in it.
 */
export async function exportScythe(context: CliContext, name: string, options: Omit<ExportOptions, 'format'>): Promise<number> {
  const folder = resolve(context.cwd, options.output);
  const connection = await connectToRead(context);
  try {
    const pages = (): AsyncIterable<Page> => stillPages(connection, { file: taskFile(context, name), format: 'parquet', ...options });
    const parts = partsOf(pages, await tableNames(pages()));
    mkdirSync(folder, { recursive: true });
    const files = [];
    for (const [file, rowsOf] of parts) {
      const rows = await writeWhole(join(folder, file), (write) =>
        writeTyped(rowsOf, { format: 'parquet', columns: options.columns, write }),
      );
      files.push({ file, rows });
    }
    if (context.json) await printJson({ folder: options.output, files });
    else say(`Written to ${printable(options.output)}: ${files.map(({ file, rows }) => `${printable(file)} (${rows} rows)`).join(', ')}.`);
    return 0;
  } finally {
    await connection.close();
  }
}

type Pages = () => AsyncIterable<Page>;

/** Outputs that are a table of at least one record in some item. */
async function tableNames(pages: AsyncIterable<Page>): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for await (const page of pages) {
    for (const { outputs } of page.rows) {
      for (const [name, value] of Object.entries(isValueMap(outputs) ? outputs : {})) if (recordsIn(value)?.length) names.add(name);
    }
  }
  return names;
}

/** The files of the layout, with the pages of each. */
function partsOf(pages: Pages, tables: ReadonlySet<string>): ReadonlyMap<string, Pages> {
  const isElsewhere = (name: string, value: Value): boolean =>
    fileOutputOf(value) !== undefined || (tables.has(name) && recordsIn(value) !== undefined);
  const parts = new Map<string, Pages>([
    ['scalars.pq', () => keeping(pages(), (name, value) => (isElsewhere(name, value) ? undefined : value))],
    ['result_file_refs.pq', () => keeping(pages(), (_name, value) => fileOutputOf(value)?.path)],
  ]);
  const taken = new Set(parts.keys());
  for (const name of tables) {
    const file = `${encodeURIComponent(name.toWellFormed())}.pq`;
    // Some disks tell no upper case from lower.
    if (taken.has(file.toLowerCase()))
      throw new RunnerError(
        'bad-request',
        `The table \`${name}\` has no file of its own: there is a ${file} already. Give that output another name.`,
      );
    taken.add(file.toLowerCase());
    parts.set(file, () => tableRows(pages(), name, 'sort_subindex'));
  }
  return parts;
}

/** What of an output belongs into a part; `undefined` for nothing. */
type Keep = (name: string, value: Value) => Value | undefined;

/** Pages whose rows and columns have the outputs of one part only. */
async function* keeping(pages: AsyncIterable<Page>, keep: Keep): AsyncIterable<Page> {
  const kept = new Set<string>();
  for await (const page of pages) {
    const rows = page.rows.map((row) => withOutputs(row, keep, kept));
    yield {
      ...page,
      rows,
      columns: page.columns.filter((column) => column.kind !== 'output' || kept.has(outputName(column.id))),
    };
  }
}

function withOutputs(row: Row, keep: Keep, kept: Set<string>): Row {
  const entries = Object.entries(isValueMap(row.outputs) ? row.outputs : {}).flatMap(([name, value]) => {
    const of = keep(name, value);
    if (of === undefined) return [];
    if (of !== null) kept.add(name);
    return [[name, of] as const];
  });
  return { ...row, outputs: valueMap(entries) };
}
