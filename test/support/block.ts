import { parseExpression } from '../../core/expression/parse.ts';
import type { At } from '../../core/text.ts';
import type {
  AxisFactor,
  Block,
  Case,
  Condition,
  ConstantFactor,
  Exclusion,
  Factor,
  FieldType,
  Generator,
  PointRow,
} from '../../core/task/task.ts';
import type { Value } from '../../core/value/value.ts';

/** A block as JSON, written like a block of a task file (task-file.md, "The space"); keys in file order. */
export type BlockJson = Readonly<Record<string, unknown>>;

const AT: At = { file: 'block.json', span: { start: 0, end: 0 } };
const GENERATOR_KEYS = new Set(['values', 'value', 'min', 'max', 'step', 'num', 'files']);

/** Reads a block without the parser of task files, so that the space can be tested alone. */
export function blockOf(json: BlockJson): Block {
  return {
    ...AT,
    factors: Object.entries(json).flatMap(([key, value]) => factorsOf(key, value)),
    constraints: list(json['constraints']).map(String).map(conditionOf),
    exclude: mappings(json['exclude']).map(exclusionOf),
    include: mappings(json['include']).map(rowOf),
  };
}

function conditionOf(text: string): Condition {
  const { expression } = parseExpression(text);
  if (expression === undefined) throw new Error(`No expression: ${text}`);
  return { ...AT, text, expression };
}

function factorsOf(key: string, value: unknown): readonly Factor[] {
  switch (key) {
    case 'parameters':
      return entries(value).flatMap(([name, inner]) => parametersOf(name, inner));
    case 'zip':
      return entries(value).map(([name, columns]) => ({
        ...AT,
        kind: 'zip',
        name,
        keyAt: AT,
        columns: entries(columns).flatMap(([inner, of]) => parametersOf(inner, of)),
      }));
    case 'cases':
      return entries(value).map(([name, cases]) => ({ ...AT, kind: 'cases', name, keyAt: AT, cases: entries(cases).map(caseOf) }));
    case 'points':
      return [{ ...AT, kind: 'points', rows: mappings(value).map(rowOf), floats: new Set() }];
    case 'concat':
      return [{ ...AT, kind: 'concat', blocks: mappings(value).map(blockOf) }];
    default:
      return [];
  }
}

function caseOf([name, inner]: [string, unknown]): Case {
  return { ...AT, name, keyAt: AT, factors: factorsOf('parameters', inner) };
}

function parametersOf(name: string, value: unknown): readonly (ConstantFactor | AxisFactor)[] {
  if (Array.isArray(value)) return [axis(name, { values: value })];
  if (typeof value !== 'object' || value === null) return [{ ...AT, kind: 'constant', name, keyAt: AT, value: plain(value) }];
  if (Object.keys(value).some((key) => GENERATOR_KEYS.has(key))) return [axis(name, { ...value })];
  return entries(value).flatMap(([inner, of]) => parametersOf(`${name}.${inner}`, of));
}

function axis(name: string, keys: BlockJson): AxisFactor {
  const when = keys['when'];
  return {
    ...AT,
    kind: 'axis',
    name,
    keyAt: AT,
    generator: generatorOf(keys),
    ...(typeof when === 'string' && { when: conditionOf(when) }),
  };
}

function generatorOf(keys: BlockJson): Generator {
  const type = TYPES.find((one) => one === keys['type']);
  const typed = type === undefined ? {} : { type };
  if (Array.isArray(keys['values']))
    return { kind: 'values', values: keys['values'].map(plain), places: keys['values'].map(() => AT), ...typed };
  if (Array.isArray(keys['files'])) return { kind: 'files', pattern: '*', values: keys['files'].map(String) };
  const [min, max] = [textOf(keys['min']), textOf(keys['max'])];
  if (keys['step'] !== undefined) return { kind: 'step', min, max, step: textOf(keys['step']), ...typed };
  return { kind: 'num', min, max, num: Number(keys['num']), scale: keys['scale'] === 'log' ? 'log' : 'linear', ...typed };
}

const TYPES: readonly FieldType[] = ['int', 'float', 'bool', 'string', 'any'];
const BLOCK_KEYS = ['parameters', 'zip', 'cases', 'points', 'concat', 'constraints', 'exclude', 'include'];

function exclusionOf(json: BlockJson): Exclusion {
  const isBlock = Object.keys(json).some((key) => BLOCK_KEYS.includes(key));
  return isBlock ? { ...AT, kind: 'block', block: blockOf(json) } : { ...AT, kind: 'point', values: rowOf(json).values };
}

function rowOf(json: BlockJson): PointRow {
  return { ...AT, values: new Map(entries(json).map(([name, value]) => [name, plain(value)])) };
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function mappings(value: unknown): readonly BlockJson[] {
  // SAFETY: test data is written by hand in this shape; a mistake fails the test that holds it.
  return list(value) as readonly BlockJson[];
}

function textOf(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

function plain(value: unknown): Value {
  // SAFETY: JSON holds nothing but values.
  return value as Value;
}
