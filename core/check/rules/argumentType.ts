import type { NameType } from '../../expression/check.ts';
import { annotationValues } from '../../code/annotationValues.ts';
import type { SignatureParameter } from '../../code/signature.ts';
import type { Block } from '../../task/task.ts';
import type { At } from '../../text.ts';
import { sameValue } from '../../value/equal.ts';
import { formatValue } from '../../value/format.ts';
import type { Value } from '../../value/value.ts';
import type { Check, TaskRule } from '../check.ts';
import { blockNames, factorsOf } from '../factors.ts';
import { problem } from '../problem.ts';

/** The annotation of an argument, or a schema beside the function, against the declared type and the values of the parameter. */
export const argumentType: TaskRule = function* (check) {
  const { task, signature } = check;
  if (signature.kind !== 'function' || signature.uncertain === true) return;
  const places = blockNames(task.space);
  for (const parameter of signature.parameters) {
    const at = places.get(parameter.name);
    const found = at && (wrongType(check, parameter, at) ?? wrongValue(check, parameter));
    if (!found) continue;
    const message = `\`${parameter.name}\` is ${found.is}, but \`${signature.name}\` ${found.wants}: change one of the two.`;
    yield problem('argument-type', found.at, message, {
      related: [{ file: parameter.at.file, span: parameter.at.span, message: `\`${parameter.name}\` of \`${signature.name}\`` }],
    });
  }
};

interface Misfit {
  readonly at: At;
  readonly is: string;
  readonly wants: string;
}

function wrongType({ task, scope }: Check, { name, annotation }: SignatureParameter, at: At): Misfit | undefined {
  const wanted = kindsOf(annotation);
  const given = scope.types.get(name);
  if (wanted === undefined || given === undefined || given === 'any') return undefined;
  const field = task.schema.parameters.get(name);
  const declaredFloat = field?.type === 'float' && wanted.has('integer') && !wanted.has('number');
  if (!declaredFloat && (wanted.has(given) || (given === 'number' && wanted.has('integer')))) return undefined;
  return { at, is: field ? `of type ${field.type} in the schema` : WORDS[given], wants: `declares it as \`${annotation ?? ''}\`` };
}

/** The first written value that does not fit by itself. */
function wrongValue({ task }: Check, parameter: SignatureParameter): Misfit | undefined {
  const { name, annotation, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = parameter;
  const listed = annotationValues(annotation);
  const wanted = kindsOf(annotation);
  const onlyIntegers = wanted !== undefined && wanted.has('integer') && !wanted.has('number');
  for (const { value, at } of writtenValues(task.space, name)) {
    const is = `\`${formatValue(value)}\` here`;
    if (listed && !listed.some((one) => sameValue(one, value)))
      return { at, is, wants: `takes only ${listed.map((one) => `\`${formatValue(one)}\``).join(', ')}` };
    if (typeof value !== 'number') continue;
    if (onlyIntegers && !Number.isInteger(value)) return { at, is, wants: `declares it as \`${annotation ?? ''}\`` };
    if (value < min) return { at, is, wants: `takes no less than ${min}` };
    if (value > max) return { at, is, wants: `takes no more than ${max}` };
  }
  return undefined;
}

/** Values of one parameter that are written out, and the ends of its ranges. */
function* writtenValues(space: Block, name: string): Iterable<{ readonly value: Value; readonly at: At }> {
  for (const factor of factorsOf(space)) {
    if ((factor.kind !== 'constant' && factor.kind !== 'axis') || factor.name !== name) continue;
    if (factor.kind === 'constant') yield { value: factor.value, at: factor };
    else if (factor.generator.kind === 'values')
      for (const [index, value] of factor.generator.values.entries()) yield { value, at: factor.generator.places[index] ?? factor };
    else if (factor.generator.kind === 'step') {
      const { min, step } = factor.generator;
      for (const value of [Number(min), Number(min) + Number(step)]) yield { value, at: factor };
    }
  }
}

const WORDS: Readonly<Record<NameType, string>> = {
  number: 'a number',
  text: 'text',
  boolean: 'true or false',
  list: 'a list',
  any: 'anything',
};

type Kind = NameType | 'integer';

const KINDS: Readonly<Record<string, Kind>> = {
  int: 'integer',
  float: 'number',
  number: 'number',
  bigint: 'integer',
  integer: 'integer',
  complex: 'number',
  str: 'text',
  string: 'text',
  Path: 'text',
  'pathlib.Path': 'text',
  bool: 'boolean',
  boolean: 'boolean',
  list: 'list',
  array: 'list',
  List: 'list',
  tuple: 'list',
  Tuple: 'list',
  Sequence: 'list',
};

/** What an annotation accepts; `undefined` when it is not understood whole, so that nothing is said about it. */
function kindsOf(annotation: string | undefined): ReadonlySet<Kind> | undefined {
  if (annotation === undefined) return undefined;
  const inner = /^(?:typing\.)?Optional\[(.*)\]$/.exec(annotation.trim())?.[1] ?? annotation;
  const kinds = new Set<Kind>();
  for (const part of inner.split('|').map((one) => one.trim())) {
    if (part === 'None' || part === 'undefined' || part === 'null') continue;
    const kind = kindOf(part);
    if (kind === undefined) return undefined;
    kinds.add(kind);
  }
  return kinds;
}

function kindOf(part: string): Kind | undefined {
  if (/^(["']).*\1$/.test(part)) return 'text';
  if (/^\w+\[\]$/.test(part)) return 'list';
  const generic = /^(?:typing\.)?(\w+)[[<]/.exec(part)?.[1];
  const name = generic ?? part;
  return Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
}
