import { isValueList, isValueMap, type Value, type ValueMap, valueMap } from '../../core/value/value.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { Column, Page } from '../../protocol/runner.ts';
import { outputName } from '../results/columnSource.ts';

/**
 * One output that is a table as rows of its own: each record with the parameters of its item, and its place in the
 * table, unless the table has a column of that name. Items whose output is no table have none.
 */
export async function* tableRows(pages: AsyncIterable<Page>, name: string, place = 'row'): AsyncIterable<Page> {
  const names = new Set<string>();
  const found = { output: false, value: false, table: false };
  let columns: readonly Column[] = [];
  for await (const page of pages) {
    columns = page.columns;
    found.output ||= columns.some((column) => column.kind === 'output' && outputName(column.id) === name);
    const rows = page.rows.flatMap((row) => {
      const value = isValueMap(row.outputs) && Object.hasOwn(row.outputs, name) ? row.outputs[name] : undefined;
      const records = recordsIn(value);
      found.value ||= value !== undefined && value !== null;
      found.table ||= records !== undefined;
      const { derived: _derived, ...rest } = row;
      return (records ?? []).map((record, at) => ({ ...rest, outputs: Object.hasOwn(record, place) ? record : placed(record, place, at) }));
    });
    for (const { outputs } of rows) for (const one of Object.keys(outputs)) names.add(one);
    yield { ...page, columns: tableColumns(columns, names), rows };
  }
  if (!found.output) throw noSuchOutput(name, columns);
  if (found.value && !found.table)
    throw new RunnerError(
      'bad-request',
      `The output \`${name}\` is no table: that is a list of records, or a mapping of equally long lists.`,
    );
}

function noSuchOutput(name: string, columns: readonly Column[]): RunnerError {
  const outputs = columns.filter((column) => column.kind === 'output').map((column) => column.id);
  return new RunnerError(
    'bad-request',
    `No item has an output \`${name}\`. The outputs are ${outputs.length > 0 ? outputs.join(', ') : 'none yet'}.`,
  );
}

/** The records of a table: a list of them, or a mapping of equally long columns; nothing for any other value. */
export function recordsIn(value: Value | undefined): readonly ValueMap[] | undefined {
  if (isValueList(value)) return value.every(isValueMap) ? value : undefined;
  if (!isValueMap(value)) return undefined;
  const columns = Object.entries(value).flatMap(([name, list]) => (isValueList(list) ? [[name, list] as const] : []));
  const [first] = columns;
  if (!first || columns.length < Object.keys(value).length || columns.some(([, list]) => list.length !== first[1].length)) return undefined;
  return first[1].map((_, at) => valueMap(columns.map(([name, list]) => [name, list[at] ?? null])));
}

function placed(record: ValueMap, place: string, at: number): ValueMap {
  return valueMap([[place, at], ...Object.entries(record)]);
}

function tableColumns(columns: readonly Column[], names: ReadonlySet<string>): readonly Column[] {
  const own = columns.filter((column) => column.kind === 'item' || column.kind === 'parameter');
  const parameters = new Set(own.map((column) => column.id));
  return [
    ...own,
    ...Array.from(names, (name): Column => ({ id: parameters.has(name) ? `out.${name}` : name, kind: 'output', varies: true })),
  ];
}
