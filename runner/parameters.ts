import type { Block, Factor, Generator, Task } from '../core/task/task.ts';
import { encode } from '../core/value/encode.ts';
import { isValueMap, nest, type Point, type Value, type ValueMap } from '../core/value/value.ts';

/**
 * Writes points for user code: nested by groups, and with a decimal point where the parameter is a float (declared so,
 * or a range or list with a value that is not whole), so that Python gets `1.0` and not `1`.
 */
export function parameterEncoder(task: Task): (point: Point) => string {
  const floats = floatNames(task);
  const known = new Map<string, Member>();
  const memberOf = (name: string): Member => {
    const member = known.get(name) ?? { prefix: `${JSON.stringify(name)}:`, float: floats.has(name), grouped: name.includes('.') };
    known.set(name, member);
    return member;
  };
  return (point) => {
    let text = '';
    for (const [name, value] of point) {
      const { prefix, float, grouped } = memberOf(name);
      if (grouped) return encodeGroups(nest(point), '', { point, floats });
      text += `${text === '' ? '' : ','}${prefix}${encodeAs(value, float)}`;
    }
    return `{${text}}`;
  };
}

/** A parameter's name as JSON text with its colon, and what the name alone says; made once a name. */
interface Member {
  readonly prefix: string;
  readonly float: boolean;
  readonly grouped: boolean;
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
  for (const axis of axesOf(task.space)) {
    if (!declared.has(axis.name) && isFloatAxis(axis.generator)) floats.add(axis.name);
  }
  return floats;
}

function isFloatAxis(generator: Generator): boolean {
  switch (generator.kind) {
    case 'values':
      return (
        generator.type === 'float' ||
        (generator.type === undefined &&
          generator.values.some((value) => typeof value === 'number' && !Number.isInteger(value)) &&
          generator.values.every((value) => typeof value === 'number'))
      );
    case 'step':
      return (
        generator.type === 'float' || (generator.type === undefined && [generator.min, generator.max, generator.step].some(hasFraction))
      );
    case 'num':
      return generator.type !== 'int';
    case 'continuous':
    case 'normal':
      return generator.type !== 'int';
    case 'files':
      return false;
  }
}

function hasFraction(decimal: string): boolean {
  return !Number.isInteger(Number(decimal));
}

type NamedAxis = { readonly name: string; readonly generator: Generator };

function axesOf(block: Block): readonly NamedAxis[] {
  return block.factors.flatMap(axesOfFactor);
}

function axesOfFactor(factor: Factor): readonly NamedAxis[] {
  switch (factor.kind) {
    case 'axis':
      return [factor];
    case 'zip':
      return factor.columns.flatMap(axesOfFactor);
    case 'cases':
      return factor.cases.flatMap((one) => one.factors.flatMap(axesOfFactor));
    case 'concat':
      return factor.blocks.flatMap(axesOf);
    case 'constant':
    case 'points':
      return [];
  }
}
