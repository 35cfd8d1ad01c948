import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '../../protocol/runner.ts';
import type { TypedFormat, typedWriter } from '../export/formats.ts';
import { chosenColumns } from './rowPages.ts';
import { type RowFormat, rowWriter } from './rowWriters.ts';
import { allColumns, surveyRows } from './surveyRows.ts';
import type { PieceSink } from './wholeFile.ts';

/** Asks for all pages from the beginning: what has columns is read twice, because an output that only a late row has is a column from the first. */
type Pages = () => AsyncIterable<Page>;

interface Output<F> {
  readonly format: F;
  readonly columns: readonly string[] | undefined;
  readonly write: PieceSink;
}

/** Formats that stand for themselves in each row, and need no columns. */
const WITHOUT_COLUMNS: ReadonlySet<RowFormat> = new Set(['json', 'ndjson']);

/** Writes rows as text and answers how many there were. */
export async function writeText(pages: Pages, { format, columns: names, write }: Output<RowFormat>): Promise<number> {
  const columns = WITHOUT_COLUMNS.has(format) ? [] : chosenColumns(await allColumns(pages()), names);
  const writer = rowWriter(format, (lines) => write(`${lines}\n`), columns);
  return writeAll(pages, writer);
}

/** The same in a format whose columns have types. */
export async function writeTyped(pages: Pages, { format, columns: names, write }: Output<TypedFormat>): Promise<number> {
  const begin = await loadTyped();
  const columns = await surveyRows(pages(), names);
  let folder: string | undefined;
  const scratch = (): string => (folder ??= mkdtempSync(join(tmpdir(), 'sweepdeck-export-')));
  try {
    return await writeAll(pages, begin(format, columns, { write, scratch }));
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

interface Writer {
  rows(rows: Page['rows']): Promise<void>;
  end(): Promise<void>;
}

async function writeAll(pages: Pages, writer: Writer): Promise<number> {
  let rows = 0;
  for await (const page of pages()) {
    await writer.rows(page.rows);
    rows += page.rows.length;
  }
  await writer.end();
  return rows;
}

/** The libraries of typed files are a bundle of their own, so that no other command reads them. */
async function loadTyped(): Promise<typeof typedWriter> {
  const module = import.meta.url.endsWith('.ts') ? '../export/formats.ts' : './formats.mjs';
  // SAFETY: build.ts makes formats.mjs of exactly that file.
  const loaded = (await import(module)) as { readonly typedWriter: typeof typedWriter };
  return loaded.typedWriter;
}
