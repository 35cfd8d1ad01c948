import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileOutputOf } from '../../core/value/fileValue.ts';
import { isValueMap, type Value, valueMap } from '../../core/value/value.ts';
import type { Page, Row } from '../../protocol/runner.ts';
import { type CliContext, connectToRead, taskFile } from './context.ts';
import { type ExportOptions, loadTyped, stillPages, withScratch } from './export.ts';
import { printable, printJson, say } from './print.ts';
import { surveyRows } from './surveyRows.ts';
import { writeWhole } from './wholeFile.ts';

/**
 * All rows as scythe leaves them: `scalars.pq` with the parameters and the plain outputs of every item, failed ones too,
 * and `result_file_refs.pq` with the paths of the files that items left.
 */
export async function exportScythe(context: CliContext, name: string, options: Omit<ExportOptions, 'format'>): Promise<number> {
  const folder = resolve(context.cwd, options.output);
  const connection = await connectToRead(context);
  try {
    const pages = (): AsyncIterable<Page> => stillPages(connection, { file: taskFile(context, name), format: 'parquet', ...options });
    mkdirSync(folder, { recursive: true });
    const files = [];
    for (const [part, keep] of Object.entries(PARTS)) {
      const rows = await writePart(join(folder, `${part}.pq`), () => keeping(pages(), keep), options.columns);
      files.push({ file: `${part}.pq`, rows });
    }
    if (context.json) await printJson({ folder: options.output, files });
    else say(`Written to ${printable(options.output)}: ${files.map(({ file, rows }) => `${file} (${rows} rows)`).join(', ')}.`);
    return 0;
  } finally {
    await connection.close();
  }
}

/** What of an output belongs into a part; `undefined` for nothing. */
type Keep = (value: Value) => Value | undefined;

const PARTS: Readonly<Record<string, Keep>> = {
  scalars: (value) => (typeof value === 'object' && value !== null ? undefined : value),
  result_file_refs: (value) => fileOutputOf(value)?.path,
};

/** Pages whose rows and columns have the outputs of one part only. */
async function* keeping(pages: AsyncIterable<Page>, keep: Keep): AsyncIterable<Page> {
  const kept = new Set<string>();
  for await (const page of pages) {
    const rows = page.rows.map((row) => withOutputs(row, keep, kept));
    yield {
      ...page,
      rows,
      columns: page.columns.filter((column) => column.kind !== 'output' || kept.has(column.id.replace(/^out\./, ''))),
    };
  }
}

function withOutputs(row: Row, keep: Keep, kept: Set<string>): Row {
  const entries = Object.entries(isValueMap(row.outputs) ? row.outputs : {}).flatMap(([name, value]) => {
    const of = keep(value);
    if (of === undefined) return [];
    if (of !== null) kept.add(name);
    return [[name, of] as const];
  });
  return { ...row, outputs: valueMap(entries) };
}

async function writePart(path: string, pages: () => AsyncIterable<Page>, names: readonly string[] | undefined): Promise<number> {
  const begin = await loadTyped();
  const columns = await surveyRows(pages(), names);
  return writeWhole(path, (write) =>
    withScratch(async (scratch) => {
      const writer = begin('parquet', columns, { write, scratch });
      let rows = 0;
      for await (const page of pages()) {
        await writer.rows(page.rows);
        rows += page.rows.length;
      }
      await writer.end();
      return rows;
    }),
  );
}
