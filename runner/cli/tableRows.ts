import { isValueList, isValueMap, type Value, type ValueMap, valueMap } from '../../core/value/value.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { Column, Page, Row } from '../../protocol/runner.ts';

/**
 * One output that is a table (a list of records) as rows of its own: each record with the parameters of its item, and
 * `row`, its place in the table, unless the table has a column of that name. Items whose output is no table have none.
 */
export async function* tableRows(pages: AsyncIterable<Page>, name: string): AsyncIterable<Page> {
  const names = new Set<string>();
  let seen = false;
  let columns: readonly Column[] = [];
  for await (const page of pages) {
    columns = page.columns;
    seen ||= columns.some((column) => column.kind === 'output' && column.id.replace(/^out\./, '') === name);
    const rows = page.rows.flatMap((row) => recordsOf(row, name));
    for (const { outputs } of rows) if (isValueMap(outputs)) for (const one of Object.keys(outputs)) names.add(one);
    yield { ...page, columns: tableColumns(columns, names), rows };
  }
  if (seen) return;
  const outputs = columns.filter((column) => column.kind === 'output').map((column) => column.id);
  throw new RunnerError(
    'bad-request',
    `No item has an output \`${name}\`. The outputs are ${outputs.length > 0 ? outputs.join(', ') : 'none yet'}.`,
  );
}

function recordsOf(row: Row, name: string): readonly Row[] {
  const table = isValueMap(row.outputs) && Object.hasOwn(row.outputs, name) ? row.outputs[name] : undefined;
  const { derived: _derived, ...rest } = row;
  return listOf(table).map((record, at) => ({ ...rest, outputs: Object.hasOwn(record, 'row') ? record : placed(record, at) }));
}

/** The records of a table; a mapping of equally long columns is one as well. */
function listOf(table: Value | undefined): readonly ValueMap[] {
  if (isValueList(table)) return table.filter(isValueMap);
  if (!isValueMap(table)) return [];
  const columns = Object.entries(table).filter((entry): entry is [string, readonly Value[]] => isValueList(entry[1]));
  const [first] = columns;
  if (!first || columns.some(([, values]) => values.length !== first[1].length)) return [];
  return first[1].map((_, at) => valueMap(columns.map(([name, values]) => [name, values[at] ?? null])));
}

function placed(record: ValueMap, at: number): ValueMap {
  return valueMap([['row', at], ...Object.entries(record)]);
}

function tableColumns(columns: readonly Column[], names: ReadonlySet<string>): readonly Column[] {
  const own = columns.filter((column) => column.kind === 'item' || column.kind === 'parameter');
  const parameters = new Set(own.map((column) => column.id));
  return [
    ...own,
    ...Array.from(names, (name): Column => ({ id: parameters.has(name) ? `out.${name}` : name, kind: 'output', varies: true })),
  ];
}
