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
  const known = new Map<string, Member>();
  const memberOf = (name: string): Member => {
    const kept = known.get(name);
    if (kept !== undefined) return kept;
    const prefix = `${JSON.stringify(name)}:`;
    const member = { first: `{${prefix}`, next: `,${prefix}`, float: floats.has(name), grouped: name.includes('.') };
    known.set(name, member);
    return member;
  };
  return (point) => {
    let text = '';
    let grouped = false;
    // An iterator would make a list for each parameter of each item.
    point.forEach((value, name) => {
      const member = memberOf(name);
      grouped ||= member.grouped;
      if (grouped) return;
      text += (text === '' ? member.first : member.next) + encodeAs(value, member.float);
    });
    if (grouped) return encodeGroups(nest(point), '', { point, floats });
    return text === '' ? '{}' : `${text}}`;
  };
}

/** A parameter's name as JSON text with what stands before and after it, and what the name alone says; made once a name. */
interface Member {
  readonly first: string;
  readonly next: string;
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
