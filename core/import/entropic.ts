import { isValueMap, type Value, type ValueMap, valueMap } from '../value/value.ts';
import { type Imported, type ImportedResult, newNotes, type Notes, type Refused, type SourceText } from './imported.ts';
import { listedPoints, parameterNames } from './listedPoints.ts';
import { parameterName, stemOf } from './name.ts';
import { plainJson } from './plainYaml.ts';

/**
 * A database of entropic as JSON: what TinyDB writes (`{table: {number: record}}`), and what a reader of its SQLite form
 * makes of each table. Every record is a point with a result that was made elsewhere.
 */
export function importEntropic(source: SourceText): Imported | Refused {
  const read = plainJson(source.text, source.path);
  if ('refused' in read) return read;
  const tables = Object.entries(isValueMap(read.value) ? read.value : {}).filter(([, table]) => recordsOf(table).some(isRecord));
  const [found, second] = tables;
  if (!found) return { refused: `${source.path} has no table with the records of entropic.` };
  if (second)
    return {
      refused: `${source.path} has the tables ${tables.map(([name]) => name).join(', ')}; keep one of them in a copy, and import each.`,
    };
  const notes = newNotes();
  const results = recordsOf(found[1])
    .filter(isRecord)
    .toSorted(byAge)
    .map((record) => resultOf(record, notes));
  noteNumbers(results, notes);
  notes.add('id', 'results are known by their parameters; `sweepdeck.results(…, entropic16=True)` has the old ids as well.');
  const points = results.map((result) => result.point);
  const name = stemOf(found[0] === '_default' ? source.path : found[0]);
  return { name, task: valueMap(listedPoints(points)), notes: notes.list, objective: parameterNames(points), results };
}

type Record = ValueMap;

/** In the order in which they were made, so that a later one of the same parameters counts. */
function byAge(a: Record, b: Record): number {
  const [first, second] = [a, b].map((one) => (typeof one['created_at'] === 'string' ? one['created_at'] : ''));
  return (first ?? '') < (second ?? '') ? -1 : Number((first ?? '') > (second ?? ''));
}

function recordsOf(table: Value | undefined): readonly Record[] {
  return isValueMap(table) ? Object.values(table).filter(isValueMap) : [];
}

function isRecord(record: Record): boolean {
  return Object.hasOwn(record, 'created_at') && FILES.some((key) => Object.hasOwn(record, key));
}

/** What holds the result, the identity and the user's own data: version 2.2 first, then 2.1. */
const FILES = ['result_file', 'result_path'] as const;
const DATA = ['custom_data', 'metadata'] as const;
const RESERVED = new Set<string>(['id', 'hash', 'params_hash', 'created_at', ...FILES, ...DATA]);

function resultOf(record: Record, notes: Notes): ImportedResult {
  const point = Object.entries(record).filter(([name]) => !RESERVED.has(name));
  const file = FILES.map((key) => record[key]).find((value) => value !== undefined);
  const data = DATA.map((key) => record[key]).find(isValueMap) ?? valueMap();
  return {
    point: valueMap(point.map(([name, value]) => [parameterName(name, notes), value])),
    outputs: valueMap([['result_file', file ?? null], ...Object.entries(data)]),
  };
}

function noteNumbers(results: readonly ImportedResult[], notes: Notes): void {
  const tiny = results.some(({ point }) =>
    Object.values(point).some((value) => typeof value === 'number' && value !== 0 && Math.abs(value) < SMALLEST),
  );
  if (tiny)
    notes.add('rounding', 'entropic rounds to 12 decimals, so that numbers below 5e-13 shared one result; here they are different points.');
}

const SMALLEST = 5e-13;
