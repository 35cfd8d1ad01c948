import Papa from 'papaparse';
import type { At, Span } from '../../text.ts';
import { decode } from '../../value/encode.ts';
import type { ValueShape } from '../../value/coerce.ts';
import { isFloatText, parseText } from '../../value/parseText.ts';
import { isValueMap, type Value } from '../../value/value.ts';
import { elementsOf, linesOf } from './jsonSlices.ts';

/** Rows of a file of points with their places in it; the first error ends the reading. */
export interface Table {
  readonly rows: readonly (At & { readonly values: ReadonlyMap<string, Value> })[];
  /** Names of columns with a number that is written with a decimal point or an exponent; of text that has no types of its own. */
  readonly floats?: ReadonlySet<string>;
  readonly error?: { readonly message: string; readonly span: Span };
}

/** Reads CSV, TSV, JSON (a list of objects) or NDJSON, by the extension of the file. An empty cell is an absent parameter. */
export function readTable(text: string, file: string, shapeOf: (name: string) => ValueShape | undefined): Table {
  const extension = /\.([A-Za-z0-9]+)$/.exec(file)?.[1]?.toLowerCase();
  if (extension === 'csv' || extension === 'tsv') return readCsv(text, file, shapeOf);
  if (extension === 'json') return readObjects(text, file, elementsOf(text));
  if (extension === 'ndjson' || extension === 'jsonl') return readObjects(text, file, linesOf(text));
  return { rows: [], error: { message: 'the file must end with .csv, .tsv, .json, .ndjson or .jsonl.', span: { start: 0, end: 0 } } };
}

function readCsv(text: string, file: string, shapeOf: (name: string) => ValueShape | undefined): Table {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const shift = text.length - body.length;
  const rows: (At & { values: ReadonlyMap<string, Value> })[] = [];
  const floats = new Set<string>();
  let header: readonly string[] | undefined;
  let error: Table['error'];
  let start = 0;
  Papa.parse<readonly string[]>(body, {
    skipEmptyLines: false,
    step: ({ data, meta, errors }, parser) => {
      const span = { start: start + shift, end: meta.cursor + shift };
      start = meta.cursor;
      const problem = errors.find((one) => one.type === 'Quotes')?.message ?? tooWide(header, data);
      if (problem !== undefined) {
        error = { message: problem, span };
        parser.abort();
      } else if (header === undefined) header = data.map((name) => name.trim());
      else if (data.some((cell) => cell !== '')) rows.push({ file, span, values: cellsOf({ header, shapeOf, floats }, data) });
    },
  });
  if (error === undefined && header !== undefined && new Set(header).size < header.length)
    error = { message: 'a column name appears twice.', span: { start: 0, end: 0 } };
  return error === undefined ? { rows, floats } : { rows, floats, error };
}

function tooWide(header: readonly string[] | undefined, data: readonly string[]): string | undefined {
  return header !== undefined && data.length > header.length
    ? `a row has ${data.length} cells, but there are ${header.length} columns.`
    : undefined;
}

interface Columns {
  readonly header: readonly string[];
  readonly shapeOf: (name: string) => ValueShape | undefined;
  readonly floats: Set<string>;
}

function cellsOf({ header, shapeOf, floats }: Columns, cells: readonly string[]): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const [column, name] of header.entries()) {
    const cell = cells[column];
    if (cell === undefined || cell === '') continue;
    const value = parseText(cell, shapeOf(name));
    values.set(name, value);
    if (typeof value === 'number' && isFloatText(cell)) floats.add(name);
  }
  return values;
}

function readObjects(text: string, file: string, slices: readonly Span[] | string): Table {
  if (typeof slices === 'string') return { rows: [], error: { message: slices, span: { start: 0, end: 0 } } };
  const rows: (At & { values: ReadonlyMap<string, Value> })[] = [];
  for (const span of slices) {
    const value = decoded(text.slice(span.start, span.end));
    if (!isValueMap(value)) return { rows, error: { message: 'every entry must be a JSON object such as `{"a": 1}`.', span } };
    rows.push({ file, span, values: new Map(Object.entries(value)) });
  }
  return { rows };
}

function decoded(text: string): Value | undefined {
  try {
    return decode(text);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
