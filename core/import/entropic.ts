import { decodeParsed } from '../value/encode.ts';
import { isValueMap, type ValueMap, valueMap } from '../value/value.ts';
import {
  type Imported,
  type ImportedResult,
  type ImportedResults,
  newNotes,
  type Notes,
  type Refused,
  type SourceText,
} from './imported.ts';
import { listedPoints, parameterNames } from './listedPoints.ts';
import { parameterName, stemOf } from './name.ts';
import { parsedJson } from './plainYaml.ts';

/**
 * A database of entropic as JSON: what TinyDB writes (`{table: {number: record}}`), and what a reader of its SQLite form
 * makes of each table. Every record is a point with a result that was made elsewhere.
 */
export function importEntropic(source: SourceText): Imported | Refused {
  if (source.text.length > MOST_TEXT || commasIn(source.text) > MOST_COMMAS)
    return { refused: `${source.path} has more than the 10 MB or the ${MOST_COMMAS} values that are read of entropic: keep it in parts.` };
  const read = parsedJson(source.text, source.path);
  if ('refused' in read) return read;
  const tables = Object.entries(isObject(read.value) ? read.value : {})
    .map(([name, table]) => ({ name, records: recordsOf(table) }))
    .filter(({ records }) => records.length > 0);
  const [found, second] = tables;
  if (!found) return { refused: `${source.path} has no table with the records of entropic.` };
  if (second)
    return {
      refused: `${source.path} has the tables ${tables.map(({ name }) => name).join(', ')}; keep one of them in a copy, and import each.`,
    };
  if (found.records.length > MOST_RECORDS)
    return { refused: `${source.path} has ${found.records.length} records, and at most ${MOST_RECORDS} are imported: keep them in parts.` };
  const large = found.records.some((record) => valuesIn(record) > MOST_VALUES);
  if (large) return { refused: `${source.path} has a record with more than ${MOST_VALUES} values, which belong in a file of results.` };
  const notes = newNotes();
  const results = resultsOf(found.records, notes);
  const points = { [Symbol.iterator]: () => pointsOf(results) };
  noteNumbers(points, notes);
  notes.add('id', 'results are known by their parameters; `sweepdeck.results(…, entropic16=True)` has the old ids as well.');
  const name = stemOf(found.name === '_default' ? source.path : found.name);
  return { name, task: valueMap(listedPoints(points)), notes: notes.list, objective: parameterNames(points), results };
}

/** With so much, the check of the new task and its runner stay below 256 MB. */
export const MOST_RECORDS = 50_000;
const MOST_TEXT = 10_000_000;
const MOST_COMMAS = 300_000;
/** Of one record: what all records have alike stands in the task file, where a value costs a kilobyte to read. */
const MOST_VALUES = 10_000;

/** As many as values, without parsing them: a hundred bytes each. */
function commasIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf(','); at !== -1; at = text.indexOf(',', at + 1)) count += 1;
  return count;
}

/** How many values a parsed record holds; counted no further than one more than are taken. */
function valuesIn(parsed: unknown): number {
  const open: unknown[] = [parsed];
  let count = 0;
  while (open.length > 0 && count <= MOST_VALUES) {
    const one = open.pop();
    count += 1;
    if (typeof one !== 'object' || one === null) continue;
    for (const inner of Object.values(one).slice(0, MOST_VALUES)) open.push(inner);
  }
  return count;
}

/** In the order in which they were made, so that a later one of the same parameters counts. They stay as parsed: values of all take ten times the memory. */
function recordsOf(table: unknown): readonly unknown[] {
  return Object.values(isObject(table) ? table : {})
    .map((parsed) => ({ parsed, made: madeAt(parsed) }))
    .filter(({ made }) => made !== undefined)
    .toSorted((a, b) => ((a.made ?? '') < (b.made ?? '') ? -1 : Number((a.made ?? '') > (b.made ?? ''))))
    .map(({ parsed }) => parsed);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** When a record was made; `undefined` for what is no record. One with the name `$` is wrapped by `encode`. */
function madeAt(parsed: unknown): string | undefined {
  if (!isObject(parsed)) return undefined;
  const record = '$' in parsed && parsed.$ === 'map' && 'of' in parsed ? parsed.of : parsed;
  if (!isObject(record) || !('created_at' in record) || !FILES.some((key) => key in record)) return undefined;
  return typeof record.created_at === 'string' ? record.created_at : '';
}

function resultsOf(records: readonly unknown[], notes: Notes): ImportedResults {
  return {
    length: records.length,
    *[Symbol.iterator]() {
      for (const parsed of records) {
        const record = decodeParsed(parsed);
        if (isValueMap(record)) yield resultOf(record, notes);
      }
    },
  };
}

function* pointsOf(results: ImportedResults): IterableIterator<ValueMap> {
  for (const { point } of results) yield point;
}

/** What holds the result, the identity and the user's own data: version 2.2 first, then 2.1. */
const FILES = ['result_file', 'result_path'] as const;
const DATA = ['custom_data', 'metadata'] as const;
const RESERVED = new Set<string>(['id', 'hash', 'params_hash', 'created_at', ...FILES, ...DATA]);

function resultOf(record: ValueMap, notes: Notes): ImportedResult {
  const point = Object.entries(record).filter(([name]) => !RESERVED.has(name));
  const file = FILES.map((key) => record[key]).find((value) => value !== undefined);
  const data = DATA.map((key) => record[key]).find(isValueMap) ?? valueMap();
  return {
    point: valueMap(point.map(([name, value]) => [parameterName(name, notes), value])),
    outputs: valueMap([['result_file', file ?? null], ...Object.entries(data)]),
  };
}

function noteNumbers(points: Iterable<ValueMap>, notes: Notes): void {
  for (const point of points)
    if (Object.values(point).some((value) => typeof value === 'number' && value !== 0 && Math.abs(value) < SMALLEST)) {
      notes.add(
        'rounding',
        'entropic rounds to 12 decimals, so that numbers below 5e-13 shared one result; here they are different points.',
      );
      return;
    }
}

const SMALLEST = 5e-13;
