import { problem, refusedWithin } from '../../check/problem.ts';
import { GENERATOR_KEYS } from '../schemaSpace.ts';
import { FIELD_TYPES } from '../schemaParts.ts';
import type { AxisFactor, ConstantFactor, FieldType, Generator } from '../task.ts';
import { child, type Entry, type ListNode, type MappingNode, type Node } from '../tree.ts';
import { readNormal } from './distribution.ts';
import { fitValue, isWrittenAsFloat, nodeValue, outsideField, refusal } from './fit.ts';
import { noticeNotation, noticeTuples } from './notation.ts';
import { relativePath } from './path.ts';
import { numberOf, type Reading, textOf } from './reading.ts';
import { readCondition } from './condition.ts';
import type { Scope } from './scope.ts';

/** What stands behind one parameter's name. */
export interface NamedNode {
  /** Dotted. */
  readonly name: string;
  readonly entry: Entry;
}

/** A list as an axis of its entries. */
export function readList(reading: Reading, { name, entry }: NamedNode, list: ListNode, type?: FieldType): AxisFactor {
  return {
    kind: 'axis',
    name,
    keyAt: entry.keyAt,
    generator: isLoneArray(reading, name, list) ? loneArray(reading, name, list) : readValues(reading, name, list, type),
    file: entry.value.file,
    span: entry.value.span,
  };
}

/** A list of single values for an array parameter: one array was meant, not an axis of things that are none. */
function isLoneArray({ schema }: Reading, name: string, { items }: ListNode): boolean {
  return schema.parameters.get(name)?.type === 'array' && items.length > 0 && items.every((item) => item.kind === 'scalar');
}

function loneArray(reading: Reading, name: string, list: ListNode): Generator {
  const field = reading.schema.parameters.get(name);
  const message = `A list is an axis, and each of its entries a value of \`${name}\`, which the schema wants to be a list: write \`{value: […]}\` for one list, or \`[[…], […]]\` for several.`;
  reading.problems.push(
    problem('outside-schema', list, message, {
      related: field ? [{ file: field.file, span: field.span, message: `\`${name}\` in the schema` }] : [],
      data: { wrap: ['{value: ', '}'] },
    }),
  );
  return { kind: 'values', type: 'array', values: [list.items.map(nodeValue)], places: [{ file: list.file, span: list.span }] };
}

function readValues(reading: Reading, name: string, list: ListNode, type?: FieldType): Generator {
  const declared = type ?? reading.schema.parameters.get(name)?.type;
  noticeTuples(reading, list);
  const read = list.items.flatMap((item) => {
    noticeNotation(reading, item, { name, type, list });
    const value = fitValue(reading, name, nodeValue(item), { at: item, type });
    return value === undefined ? [] : [{ value, place: { file: item.file, span: item.span } }];
  });
  return {
    kind: 'values',
    ...(declared && { type: declared }),
    ...(list.items.some(isWrittenAsFloat) && { float: true }),
    values: read.map((one) => one.value),
    places: read.map((one) => one.place),
  };
}

/** A mapping with generator keys; `undefined`, with a problem, when it does not say enough. */
export function readAxis(reading: Reading, named: NamedNode, node: MappingNode, scope: Scope): AxisFactor | ConstantFactor | undefined {
  const { name, entry } = named;
  const constant = child(node, 'value');
  const at = { file: node.file, span: node.span };
  if (conflict(reading, name, node)) return undefined;
  if (constant) {
    noticeNotation(reading, constant, { name, type: typeOf(node) });
    const value = fitValue(reading, name, nodeValue(constant), { at: constant, type: typeOf(node) });
    const float = typeOf(node) === 'float' || isWrittenAsFloat(constant);
    return value === undefined ? undefined : { kind: 'constant', name, keyAt: entry.keyAt, value, ...(float && { float }), ...at };
  }
  const generator = readGenerator(reading, name, node);
  const when = child(node, 'when');
  const condition = when && readCondition(reading, when, scope);
  if (generator === undefined) return undefined;
  const factor: AxisFactor = { kind: 'axis', name, keyAt: entry.keyAt, generator, ...(condition && { when: condition }), ...at };
  reading.axisNodes.set(factor, node);
  return factor;
}

const FAMILIES: readonly (readonly string[])[] = [['values'], ['value'], ['files'], ['distribution', 'mean', 'std'], ['step', 'num']];

function conflict(reading: Reading, name: string, node: MappingNode): boolean {
  const used = FAMILIES.flatMap((family) => node.entries.find((one) => family.includes(one.key)) ?? []);
  const range = node.entries.find((one) => one.key === 'step' || one.key === 'min' || one.key === 'max');
  const [first, second] =
    used.length === 1 && range && !['distribution', 'step', 'num'].includes(used[0]?.key ?? '') ? [...used, range] : used;
  const both = child(node, 'step') && node.entries.find((one) => one.key === 'num');
  const clash = second ?? both;
  if (!clash) return false;
  reading.problems.push(
    problem(
      'wrong-type',
      clash.keyAt,
      `\`${name}\` has both \`${second ? first?.key : 'step'}\` and \`${clash.key}\`: keep one way of making its values.`,
    ),
  );
  return true;
}

function readGenerator(reading: Reading, name: string, node: MappingNode): Generator | undefined {
  const values = child(node, 'values');
  if (values?.kind === 'list') return readValues(reading, name, values, typeOf(node));
  const files = child(node, 'files');
  if (files?.kind === 'scalar') return readFiles(reading, files);
  const kind = typeOf(node) ?? reading.schema.parameters.get(name)?.type;
  const type = kind && { type: kind };
  const [min, max, step] = [decimalOf(node, 'min'), decimalOf(node, 'max'), decimalOf(node, 'step')];
  const scale = textOf(node, 'scale') === 'log' ? 'log' : 'linear';
  checkBounds(reading, name, node);
  const distribution = textOf(node, 'distribution');
  if (distribution === 'normal' || distribution === 'lognormal') return readNormal(reading, name, node, { ...type, min, max });
  if (values || files) return undefined;
  if (min === undefined || max === undefined) return incomplete(reading, name, node);
  if (step !== undefined && scale === 'log') return logStep(reading, node);
  if (step !== undefined) return { kind: 'step', ...type, min, max, step };
  const num = numberOf(node, 'num');
  return num === undefined ? { kind: 'continuous', ...type, min, max, scale } : { kind: 'num', ...type, min, max, num, scale };
}

function checkBounds(reading: Reading, name: string, node: MappingNode): void {
  const field = reading.schema.parameters.get(name);
  for (const key of ['min', 'max']) {
    const [bound, at] = [numberOf(node, key), child(node, key)];
    const outside = bound === undefined || !field ? undefined : outsideField(bound, field);
    if (outside === undefined || !at || !field) continue;
    const limit = bound !== undefined && field.min !== undefined && bound < field.min ? field.min : field.max;
    reading.problems.push(
      problem('outside-schema', at, refusal(field, bound ?? 0, outside), {
        related: [{ file: field.file, span: field.span, message: `\`${name}\` in the schema` }],
        data: { replacement: String(limit) },
      }),
    );
  }
}

function incomplete(reading: Reading, name: string, node: MappingNode): undefined {
  const missing = ['min', 'max'].filter((key) => child(node, key) === undefined);
  const present = node.entries.find((one) => GENERATOR_KEYS.some((key) => key === one.key));
  if (refusedWithin(reading.refused, node)) return undefined;
  reading.problems.push(
    problem(
      'incomplete-range',
      present?.keyAt ?? node,
      `The range of \`${name}\` needs ${missing.map((key) => `\`${key}\``).join(' and ')} as well.`,
      { data: { missing } },
    ),
  );
  return undefined;
}

function logStep(reading: Reading, node: MappingNode): undefined {
  const step = node.entries.find((one) => one.key === 'step');
  reading.problems.push(
    problem(
      'wrong-type',
      step?.keyAt ?? node,
      '`scale: log` spaces values by ratio and needs `num`, the number of values, instead of `step`.',
    ),
  );
  return undefined;
}

function readFiles(reading: Reading, node: Node): Generator | undefined {
  const pattern = node.kind === 'scalar' ? String(node.value) : '';
  const { world } = reading;
  const found = world.glob(world.folder(node.file), pattern);
  if (found.length === 0) {
    reading.problems.push(
      problem(
        'no-file-matches',
        node,
        `No file in the workspace matches \`${pattern}\`, seen from the folder of this file: correct the pattern, or create the files.`,
      ),
    );
    return undefined;
  }
  const folder = world.folder(reading.file);
  return { kind: 'files', pattern, values: found.map((path) => relativePath(folder, path)) };
}

function typeOf(node: MappingNode): FieldType | undefined {
  const text = textOf(node, 'type');
  return FIELD_TYPES.find((type) => type === text);
}

const DECIMAL = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;

/** A number as decimal text, exactly as written; hexadecimal and the like as decimal digits. */
function decimalOf(node: MappingNode, key: string): string | undefined {
  const value = child(node, key);
  if (
    value?.kind !== 'scalar' ||
    (typeof value.value !== 'number' && typeof value.value !== 'bigint') ||
    !Number.isFinite(Number(value.value))
  )
    return undefined;
  return DECIMAL.test(value.source) ? value.source.replace(/^\+/, '') : String(value.value);
}
