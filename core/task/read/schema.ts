import { problem, type Problem } from '../../check/problem.ts';
import { NO_MEMORY, remembered, type Topic } from '../../memory.ts';
import { coerce } from '../../value/coerce.ts';
import { readPattern } from '../../value/pattern.ts';
import { parseIn } from '../parse.ts';
import { schemaFile } from '../schema.ts';
import type { Field, FieldType, Schema } from '../task.ts';
import { FIELD_TYPES } from '../schemaParts.ts';
import { child, type Entry, type Node } from '../tree.ts';
import { validate } from '../validate.ts';
import { nodeValue, outsideField } from './fit.ts';
import { fileNotFound, numberOf, type Reading, textOf, textsOf } from './reading.ts';

type SchemaReading = Pick<Reading, 'problems' | 'files' | 'world'>;

/** The `schema` key: inline, or a schema file read, checked and reported at its own places. */
export function readSchema(reading: SchemaReading, node: Node | undefined): Schema {
  if (node?.kind === 'scalar' && typeof node.value === 'string') return readSchemaFile(reading, node, node.value);
  if (node === undefined) return NOTHING;
  const { schema, problems } = remembered(reading.world.memory ?? NO_MEMORY, SCHEMA, [node], () => readParts(node, reading));
  reading.problems.push(...problems);
  return schema;
}

/** A schema by itself; with a memory it is the same one as long as its text is. */
interface ReadParts {
  readonly schema: Schema;
  readonly problems: readonly Problem[];
}

const SCHEMA: Topic<ReadParts> = { name: 'schema' };

function readParts(node: Node, { files, world }: SchemaReading): ReadParts {
  const own: SchemaReading = { problems: [], files, world };
  const schema = { parameters: readFields(own, child(node, 'parameters')), outputs: readFields(own, child(node, 'outputs')) };
  return { schema, problems: own.problems };
}

const NOTHING: Schema = { parameters: new Map(), outputs: new Map() };

function readSchemaFile(reading: SchemaReading, node: Node, path: string): Schema {
  const { world } = reading;
  const file = world.resolve(world.folder(node.file), path);
  const text = world.read(file);
  reading.files.add(file);
  if (text === undefined) {
    reading.problems.push(fileNotFound(world, path, { at: node, folder: world.folder(node.file), what: 'schema file' }));
    return NOTHING;
  }
  return parseSchemaText(reading, text, file);
}

/** The schema that a schema file's text says. */
export function parseSchemaText(reading: SchemaReading, text: string, file: string): Schema {
  const parsed = parseIn(reading.world, text, file);
  const first = parsed.problems.find((one) => one.code === 'yaml-syntax');
  // Behind a syntax error everything is a guess, and a file that is no YAML at all has one in every line.
  reading.problems.push(...(first ? [first] : parsed.problems));
  if (parsed.root === undefined || first !== undefined) return NOTHING;
  const { root, problems } = validate(schemaFile, parsed.root, reading.world.memory);
  reading.problems.push(...problems);
  return readSchema(reading, child(root, 'schema') ?? root);
}

function readFields(reading: SchemaReading, node: Node | undefined): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  if (node?.kind === 'mapping') for (const entry of node.entries) fields.set(entry.key, readField(reading, entry));
  return fields;
}

function readField(reading: SchemaReading, { key, keyAt, value: node }: Entry): Field {
  const values = child(node, 'values');
  const items = child(node, 'items');
  const type = fieldTypeOf(node, values !== undefined);
  const shape: Field = {
    ...keyAt,
    name: key,
    type,
    optional: flag(node, 'optional'),
    hidden: flag(node, 'hidden'),
    ...optional('min', numberOf(node, 'min')),
    ...optional('max', numberOf(node, 'max')),
    ...optional('unit', textOf(node, 'unit')),
    ...optional('description', textOf(node, 'description')),
    ...optional('pattern', textOf(node, 'pattern')),
    ...optional('path', textOf(node, 'path')),
    ...optional('values', values?.kind === 'list' ? values.items.map(nodeValue) : undefined),
    ...optional('extensions', child(node, 'extensions') && textsOf(node, 'extensions')),
    ...optional('items', items && readField(reading, { key, keyAt, value: items })),
  };
  checkField(reading, shape, node);
  const isReversed = shape.min !== undefined && shape.max !== undefined && shape.min > shape.max;
  return withDefault(reading, isReversed ? unbounded(shape) : shape, node);
}

/** Bounds that no value can meet are one mistake, not one of every value. */
function unbounded({ min: _min, max: _max, ...field }: Field): Field {
  return field;
}

function checkField(reading: SchemaReading, field: Field, node: Node): void {
  if (field.type === 'enum' && field.values === undefined)
    reading.problems.push(
      problem('missing-key', field, `\`${field.name}\` is an enum and needs \`values\`, the list of what is allowed.`, {
        data: { key: 'values' },
      }),
    );
  const min = child(node, 'min');
  if (min && field.min !== undefined && field.max !== undefined && field.min > field.max)
    reading.problems.push(
      problem('min-greater-than-max', min, `\`min\` (${field.min}) is above \`max\` (${field.max}): no value can be allowed. Swap them.`, {
        data: swap(node),
      }),
    );
  const pattern = child(node, 'pattern');
  const read = field.pattern === undefined ? undefined : readPattern(field.pattern);
  if (pattern && read && 'refusal' in read) reading.problems.push(problem('wrong-type', pattern, `\`pattern\` ${read.refusal}.`));
}

/** What a fix needs to exchange `min` and `max`. */
export function swap(node: Node): Readonly<Record<string, unknown>> {
  const [min, max] = [child(node, 'min'), child(node, 'max')];
  // After `extends` the two may stand in different files.
  return min?.kind === 'scalar' && max?.kind === 'scalar' && min.file === max.file
    ? { min: { span: min.span, text: min.source }, max: { span: max.span, text: max.source } }
    : {};
}

function withDefault(reading: SchemaReading, field: Field, node: Node): Field {
  const given = child(node, 'default');
  if (given === undefined) return field;
  const read = coerce(nodeValue(given), field);
  const outside = read.ok ? outsideField(read.value, field) : read.reason;
  if (outside !== undefined)
    reading.problems.push(
      problem(field.type === 'enum' ? 'not-in-enum' : 'outside-schema', given, `The default of \`${field.name}\` ${outside}.`),
    );
  return read.ok ? { ...field, default: read.value } : field;
}

function fieldTypeOf(node: Node, hasValues: boolean): FieldType {
  const text = textOf(node, 'type');
  return FIELD_TYPES.find((type) => type === text) ?? (hasValues ? 'enum' : 'any');
}

function flag(node: Node, key: string): boolean {
  const value = child(node, key);
  return value?.kind === 'scalar' && value.value === true;
}

/** A property only where there is a value. */
function optional<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  // SAFETY: the object has the one key `key` with a value of type V, or none.
  return (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: V };
}
