import { pointOf } from '../core/space/point.ts';
import type { Row } from '../core/space/relation.ts';
import type { Block, Factor, Generator, Task } from '../core/task/task.ts';
import { encode } from '../core/value/encode.ts';
import { isFloatText } from '../core/value/parseText.ts';
import { isValueMap, nest, type Point, type Value, type ValueMap } from '../core/value/value.ts';

/**
 * Writes points for user code: nested by groups, and with a decimal point where the parameter is a float (declared so,
 * or with a number in the task file that is written with a decimal point), so that Python gets `1.0` and not `1`.
 */
export function parameterEncoder(task: Task): (point: Point) => string {
  const floats = floatNames(task);
  return (point) => encodeGroups(nest(point), '', { point, floats });
}

/** The same of the values of all parameters that points may have, in the order of `names`; `undefined` where one is absent. */
export function rowEncoder(task: Task, names: readonly string[]): (values: Readonly<Row>) => string {
  if (names.some((name) => name.includes('.'))) {
    const encodePoint = parameterEncoder(task);
    return (values) => encodePoint(pointOf(names, values));
  }
  const floats = floatNames(task);
  const members = names.map((name): Member => {
    const prefix = `${JSON.stringify(name)}:`;
    return { first: `{${prefix}`, next: `,${prefix}`, float: floats.has(name) };
  });
  return (values) => {
    let text = '';
    for (let at = 0; at < members.length; at++) {
      const [member, value] = [members[at], values[at]];
      if (member !== undefined && value !== undefined) text += (text === '' ? member.first : member.next) + encodeAs(value, member.float);
    }
    return text === '' ? '{}' : `${text}}`;
  };
}

/** A parameter's name as JSON text, with what stands before it where it is the first of a mapping, and where it is not. */
interface Member {
  readonly first: string;
  readonly next: string;
  readonly float: boolean;
}

interface Names {
  readonly point: Point;
  readonly floats: ReadonlySet<string>;
}

function encodeGroups(map: ValueMap, prefix: string, names: Names): string {
  const members = Object.entries(map).map(([name, value]) => {
    const full = `${prefix}${name}`;
    // A mapping whose full name is no parameter is a group; a parameter may itself be a mapping.
    const text =
      isValueMap(value) && !names.point.has(full) ? encodeGroups(value, `${full}.`, names) : encodeAs(value, names.floats.has(full));
    return `${JSON.stringify(name)}:${text}`;
  });
  return `{${members.join(',')}}`;
}

function encodeAs(value: Value, float: boolean): string {
  return float && Number.isInteger(value) ? encodeFloat(value) : encode(value);
}

function encodeFloat(value: Value): string {
  const text = encode(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function floatNames(task: Task): ReadonlySet<string> {
  const floats = new Set<string>();
  const declared = new Set<string>();
  for (const field of task.schema.parameters.values()) {
    if (field.type === 'float') floats.add(field.name);
    if (field.type !== 'any') declared.add(field.name);
  }
  for (const name of floatsOf(task.space)) if (!declared.has(name)) floats.add(name);
  return floats;
}

function floatsOf(block: Block): readonly string[] {
  return block.factors.flatMap(floatsOfFactor);
}

function floatsOfFactor(factor: Factor): readonly string[] {
  switch (factor.kind) {
    case 'constant':
      return factor.float ? [factor.name] : [];
    case 'axis':
      return isFloatAxis(factor.generator) ? [factor.name] : [];
    case 'zip':
      return factor.columns.flatMap(floatsOfFactor);
    case 'cases':
      return factor.cases.flatMap((one) => one.factors.flatMap(floatsOfFactor));
    case 'points':
      return [...factor.floats];
    case 'concat':
      return factor.blocks.flatMap(floatsOf);
  }
}

function isFloatAxis(generator: Generator): boolean {
  if (generator.kind === 'files') return false;
  if (generator.type !== undefined && generator.type !== 'any') return generator.type === 'float';
  switch (generator.kind) {
    case 'values':
      return generator.float === true;
    case 'step':
      return [generator.min, generator.max, generator.step].some(isFloatText);
    case 'num':
    case 'continuous':
    case 'normal':
      return true;
  }
}
