import { problem } from '../../check/problem.ts';
import type { Topic } from '../../memory.ts';
import type { At } from '../../text.ts';
import { isValueMap, type Value } from '../../value/value.ts';
import { NAME_PATTERN, RESERVED_NAMES } from '../schemaParts.ts';
import type { PointRow, PointsFactor } from '../task.ts';
import type { MappingNode, Node } from '../tree.ts';
import type { World } from '../world.ts';
import { fitValue, isWrittenAsFloat, nodeValue } from './fit.ts';
import { type Part, readPart } from './part.ts';
import { fileNotFound, type Reading } from './reading.ts';
import { readTable, type Table } from './table.ts';

/** `points`: inline, or from a CSV, JSON or NDJSON file; `undefined`, with a problem, when the file cannot be read. */
export function readPoints(reading: Reading, node: Node): PointsFactor | undefined {
  const { points } = reading;
  if (node.kind !== 'list') return readFile(reading, node);
  if (!points.has(node))
    points.set(
      node,
      readPart(reading, POINTS, [node], (own) => readInline(own, node.items, node)),
    );
  return points.get(node);
}

const POINTS: Topic<Part<PointsFactor>> = { name: 'points' };

function readInline(reading: Reading, items: readonly Node[], at: At): PointsFactor {
  const floats = new Set<string>();
  const rows: PointRow[] = [];
  for (const item of items) {
    if (item.kind !== 'mapping') continue;
    const read = readPart(reading, POINT, [item], (own) => readPoint(own, item));
    rows.push(read.row);
    for (const name of read.floats) floats.add(name);
  }
  return { kind: 'points', rows, floats, file: at.file, span: at.span };
}

interface ReadPoint {
  readonly row: PointRow;
  readonly floats: ReadonlySet<string>;
}

const POINT: Topic<Part<ReadPoint>> = { name: 'point' };

function readPoint(reading: Reading, item: MappingNode): ReadPoint {
  const floats = new Set<string>();
  return { row: { file: item.file, span: item.span, values: readRow(reading, item, floats) }, floats };
}

/** The values of a point written in the task file, nested groups as dotted names; `floats` gets the names of numbers written as such. */
export function readRow(reading: Reading, row: MappingNode, floats?: Set<string>, prefix = ''): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const { key, value: node } of row.entries) {
    const name = prefix + key;
    if (node.kind === 'mapping' && !isObject(reading, name))
      for (const [inner, value] of readRow(reading, node, floats, `${name}.`)) values.set(inner, value);
    else {
      const value = fitValue(reading, name, nodeValue(node), { at: node });
      if (value !== undefined) values.set(name, value);
      if (isWrittenAsFloat(node)) floats?.add(name);
    }
  }
  return values;
}

function isObject(reading: Reading, name: string): boolean {
  return reading.schema.parameters.get(name)?.type === 'object';
}

/** Who reads it looks at the disk, also when the file was read a moment before: see `readPart`. */
function readFile(reading: Reading, node: Node): PointsFactor | undefined {
  const { points, world } = reading;
  if (!points.has(node)) points.set(node, readFileOf(reading, node, world));
  return points.get(node);
}

function readFileOf(reading: Reading, node: Node, world: World): PointsFactor | undefined {
  const path = node.kind === 'scalar' ? String(node.value) : '';
  const file = world.resolve(world.folder(node.file), path);
  const text = world.read(file);
  reading.files.add(file);
  if (text === undefined) {
    reading.problems.push(fileNotFound(world, path, { at: node, folder: world.folder(node.file) }));
    return undefined;
  }
  const table = readTable(text, file, (name) => reading.schema.parameters.get(name));
  if (table.error !== undefined) {
    reading.problems.push(
      problem('wrong-type', node, `\`${path}\` cannot be read as points: ${table.error.message}`, {
        related: [{ file, span: table.error.span, message: 'here' }],
      }),
    );
    return undefined;
  }
  return { kind: 'points', ...fitRows(reading, node, table), file: node.file, span: node.span };
}

/** Problems of a file's rows are said at the task file's path, with the row as related place: at most three of them. */
function fitRows(reading: Reading, node: Node, table: Table): Pick<PointsFactor, 'rows' | 'floats'> {
  const own: Reading = { ...reading, problems: [] };
  const [refused, floats] = [new Set<string>(), new Set(table.floats)];
  const rows = table.rows.map((row) => ({ file: row.file, span: row.span, values: fitRow(own, row, { refused, floats }) }));
  // What a fix would put in the place of the value must not get into the place of the path.
  for (const { data: _data, ...one } of own.problems.slice(0, 3))
    reading.problems.push({
      ...one,
      file: node.file,
      span: node.span,
      related: [{ file: one.file, span: one.span, message: 'this row' }, ...(one.related ?? [])],
    });
  for (const name of refused)
    reading.problems.push(
      problem(
        'reserved-name',
        node,
        `The column \`${name.slice(0, 60)}\` cannot be a parameter name: names start with an English letter or \`_\` and go on with English letters, digits, \`_\` or \`-\`.`,
      ),
    );
  return { rows, floats };
}

/** Names of columns by what was found in their cells. */
interface Columns {
  readonly refused: Set<string>;
  readonly floats: Set<string>;
}

function fitRow(reading: Reading, row: PointRow, columns: Columns, prefix = ''): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const [key, raw] of row.values) {
    const name = prefix + key;
    if (!NAME_PATTERN.test(name) || name.split('.').some((part) => RESERVED_NAMES.includes(part))) columns.refused.add(name);
    else if (isValueMap(raw) && !isObject(reading, name))
      for (const [inner, value] of fitRow(reading, { ...row, values: new Map(Object.entries(raw)) }, columns, `${name}.`))
        values.set(inner, value);
    else {
      const value = fitValue(reading, name, raw, { at: row });
      if (value !== undefined) values.set(name, value);
      if (typeof value === 'number' && !Number.isInteger(value)) columns.floats.add(name);
    }
  }
  return values;
}
