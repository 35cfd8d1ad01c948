import { outsideField } from '../task/read/fit.ts';
import type { Field } from '../task/task.ts';
import { coerce } from '../value/coerce.ts';
import { formatValue } from '../value/format.ts';
import { isValueList, isValueMap, type Value, type ValueMap } from '../value/value.ts';

/** What is wrong with the outputs of an item, a sentence each; empty when they are as declared. */
export type OutputCheck = (outputs: ValueMap) => readonly string[];

/**
 * The check of declared outputs, made once for a sweep; nothing where none is declared. Outputs that nobody declared
 * are welcome. NaN and infinities are floats like others, until a bound is declared. Files are what their collection
 * has made of them (runner/objective/collectFiles.ts), and no business of this check.
 */
export function compileOutputs(fields: ReadonlyMap<string, Field>): OutputCheck | undefined {
  const declared = [...fields.values()].filter((field) => field.type !== 'file');
  if (declared.length === 0) return undefined;
  return (outputs) => declared.flatMap((field) => violation(field, outputAt(outputs, field.name)) ?? []);
}

/** The output of a name: as it stands, or, where the name is dotted, inside of mappings. */
function outputAt(outputs: ValueMap, name: string): Value | undefined {
  if (Object.hasOwn(outputs, name)) return outputs[name];
  let at: Value | undefined = outputs;
  for (const step of name.split('.')) at = isValueMap(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  return at;
}

/** A sentence on an output that is missing or not what its field says; nothing when it is. */
function violation(field: Field, value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return field.optional ? undefined : missingOutput(field, value);
  const reason = misfit(value, field);
  return reason === undefined ? undefined : `The output \`${field.name}\` (${shown(value)}) ${reason}.`;
}

/** A sentence on a declared output that an item did not give. */
function missingOutput({ name, type }: Field, value?: null): string {
  const expected = `the schema expects ${EXPECTED[type]}; return one, or declare it \`optional: true\``;
  return `The output \`${name}\` is ${value === null ? 'null' : 'missing'}: ${expected}.`;
}

const EXPECTED: Readonly<Record<Field['type'], string>> = {
  float: 'a number',
  int: 'an integer',
  bool: 'true or false',
  string: 'text',
  enum: 'one of its values',
  file: 'a file',
  array: 'a list',
  object: 'a mapping',
  series: 'a value for each step',
  any: 'a value',
};

/** Why a value is not what its field says, as the rest of a sentence. */
function misfit(value: Value, field: Field): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return specialMisfit(value, field);
  if (field.type === 'array' || field.type === 'series') return listMisfit(value, field);
  if (field.type === 'object') return isValueMap(value) ? undefined : `is ${nature(value)}, not a mapping`;
  if (field.type === 'any') return outsideField(value, field);
  const brought = coerce(value, field);
  return brought.ok ? outsideField(brought.value, field) : brought.reason;
}

/** NaN lies within no bounds. */
function specialMisfit(value: number, field: Field): string | undefined {
  if (!['float', 'any', 'series'].includes(field.type)) return `is ${value}, not ${EXPECTED[field.type]}`;
  if (Number.isNaN(value) && (field.min !== undefined || field.max !== undefined)) return `is outside ${boundsOf(field)}`;
  return outsideField(value, field);
}

function boundsOf({ min, max }: Field): string {
  if (min === undefined) return `what is allowed, at most ${max}`;
  return max === undefined ? `what is allowed, at least ${min}` : `what is allowed, ${min} to ${max}`;
}

/** A series may also be one number: that of its only step. */
function listMisfit(value: Value, field: Field): string | undefined {
  if (!isValueList(value)) {
    if (field.type === 'series' && (typeof value === 'number' || typeof value === 'bigint')) return outsideField(value, field);
    return `is ${nature(value)}, not ${EXPECTED[field.type]}`;
  }
  // The bounds of a series are those of its steps.
  const step = field.items ?? (field.type === 'series' ? { ...field, type: 'any' as const } : undefined);
  if (step === undefined) return undefined;
  for (const [at, one] of value.entries()) {
    // A step that reported other metrics has none of this one.
    if (one === null && field.type === 'series') continue;
    const reason = misfit(one, step);
    if (reason !== undefined) return `has an element ${at} that ${reason}`;
  }
  return undefined;
}

function nature(value: Value): string {
  if (isValueList(value)) return 'a list';
  if (isValueMap(value)) return 'a mapping';
  return typeof value === 'string' ? 'text' : formatValue(value);
}

function shown(value: Value): string {
  const text = formatValue(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

const MOST_SHOWN = 60;
