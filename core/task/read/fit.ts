import { problem, type Problem } from '../../check/problem.ts';
import type { At } from '../../text.ts';
import { coerce, type Coerced } from '../../value/coerce.ts';
import { formatValue } from '../../value/format.ts';
import { type Pattern, type ReadPattern, readPattern } from '../../value/pattern.ts';
import { isFloatText } from '../../value/parseText.ts';
import { nearest } from '../../value/suggest.ts';
import { isValueList, type Value, valueMap } from '../../value/value.ts';
import { adviceOn, otherNotation } from '../otherNotation.ts';
import type { Field, FieldType } from '../task.ts';
import type { Node } from '../tree.ts';
import type { Reading } from './reading.ts';

/** A node as data, as user code would see it. */
export function nodeValue(node: Node): Value {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(nodeValue);
  return valueMap(node.entries.map((one) => [one.key, nodeValue(one.value)]));
}

/** True for a number written as no integer is: `1.0`, `1e3`. It is the value `1`, or `1000`, and a float for user code. */
export function isWrittenAsFloat(node: Node): boolean {
  return node.kind === 'scalar' && typeof node.value === 'number' && isFloatText(node.source);
}

/**
 * A value brought to the type of its parameter, with a problem where it does not fit. What does not fit is kept as it is,
 * so that the space keeps its size; `undefined` only for what can never be a parameter (NaN, infinities).
 */
export function fitValue(
  reading: Reading,
  name: string,
  value: Value,
  more: { readonly at: At; readonly type?: FieldType | undefined },
): Value | undefined {
  const field = reading.schema.parameters.get(name);
  const read = coerce(value, field ?? { type: more.type ?? 'any' });
  if (read.ok) {
    const outside = field && outsideField(read.value, field);
    if (field && outside !== undefined)
      reading.problems.push(
        problem('outside-schema', more.at, refusal(field, value, outside), {
          related: [related(field)],
          data: boundData(field, read.value),
        }),
      );
    return read.value;
  }
  reading.problems.push(misfit(name, value, { field, at: more.at, reason: read.reason }));
  const finite = coerce(value, { type: 'any' });
  return finite.ok ? finite.value : undefined;
}

function misfit(
  name: string,
  value: Value,
  about: { readonly field: Field | undefined; readonly at: At; readonly reason: string },
): Problem {
  const { field, at, reason } = about;
  if (field?.type === 'enum') {
    const allowed = (field.values ?? []).map(formatValue);
    const suggestion = typeof value === 'string' ? nearest(value, allowed) : undefined;
    const advice = suggestion === undefined ? '' : ` Did you mean \`${suggestion}\`?`;
    return problem('not-in-enum', at, `${refusal(field, value, reason)}${advice}`, {
      related: [related(field)],
      data: { values: allowed, ...(suggestion !== undefined && { suggestion }) },
    });
  }
  if (!field && typeof value === 'number')
    return problem('wrong-type', at, `A parameter has to be a finite number, and this value of \`${name}\` is ${value}.`);
  if (field)
    return problem('outside-schema', at, `${refusal(field, value, reason)}${advice(value, field)}`, {
      related: [related(field)],
      data: retyped(value, field),
    });
  return problem('wrong-type', at, `\`${name}\` cannot be ${shown(value)}: it ${reason}.`);
}

/** What is written here instead of a list, a range or a number in another notation, as a further sentence. */
function advice(value: Value, { type }: Field): string {
  const notation = typeof value === 'string' && isNumeric(type) ? otherNotation(value) : undefined;
  const sentence = notation && adviceOn(notation);
  return sentence === undefined ? '' : ` Here you ${sentence}.`;
}

function isNumeric(type: FieldType): boolean {
  return type === 'int' || type === 'float';
}

/** A sentence on a value that a field does not take; `reason` is what the value is instead. */
export function refusal(field: Field, value: Value, reason: string): string {
  return `The schema refuses ${shown(value)} for \`${field.name}\`: it ${reason}.`;
}

/** The same value in the type of its field, where there is only one: `"0.1"` as a number, `yes` as true, `3` as text. */
function retyped(value: Value, { type }: Field): Readonly<Record<string, unknown>> {
  const text = formatValue(value);
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return { replacement: `'${text}'` };
  if (type === 'bool' && /^(true|yes|on|1)$/i.test(text)) return { replacement: 'true' };
  if (type === 'bool' && /^(false|no|off|0)$/i.test(text)) return { replacement: 'false' };
  const isNumber = typeof value === 'string' && (type === 'int' ? /^-?(0|[1-9]\d*)$/ : /^-?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?$/i).test(value);
  if (isNumber && isNumeric(type)) return { replacement: text };
  const [written = '{'] = isNumeric(type) ? (otherNotation(text)?.written ?? []) : [];
  // A range cannot stand inside a list of values.
  return written.startsWith('{') ? {} : { replacement: written };
}

function related(field: Field | undefined): At & { readonly message: string } {
  return { file: field?.file ?? '', span: field?.span ?? { start: 0, end: 0 }, message: `\`${field?.name ?? ''}\` in the schema` };
}

function boundData(field: Field | undefined, value: Value): Readonly<Record<string, unknown>> {
  if (typeof value !== 'number' && typeof value !== 'bigint') return {};
  if (field?.min !== undefined && value < field.min) return { replacement: String(field.min) };
  return field?.max !== undefined && value > field.max ? { replacement: String(field.max) } : {};
}

/** A value brought to the type of its field, and within its bounds. */
export function declaredValue(value: Value, field: Field): Coerced {
  const read = coerce(value, field);
  const outside = read.ok ? outsideField(read.value, field) : undefined;
  return outside === undefined ? read : { ok: false, reason: outside };
}

/** Why a value of the right type is outside its field, as the rest of a sentence. */
export function outsideField(value: Value, field: Field): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') {
    if (field.min !== undefined && value < field.min) return `is below ${field.min}, the smallest allowed value`;
    if (field.max !== undefined && value > field.max) return `is above ${field.max}, the largest allowed value`;
  }
  if (typeof value === 'string') return outsideText(value, field);
  if (isValueList(value) && field.items) {
    const { items } = field;
    const reason = value.map((item) => outsideField(item, items)).find((one) => one !== undefined);
    return reason === undefined ? undefined : `has an element that ${reason}`;
  }
  if (field.type !== 'enum' && field.values && !field.values.some((one) => one === value))
    return `is none of ${field.values.map(formatValue).join(', ')}, the allowed values`;
  return undefined;
}

function outsideText(value: string, field: Field): string | undefined {
  if (patternOf(field)?.matches(value) === false) return `does not match the pattern \`${field.pattern}\``;
  if (field.extensions && !field.extensions.some((extension) => value.toLowerCase().endsWith(extension.toLowerCase())))
    return `does not end with ${field.extensions.join(' or ')}`;
  if (field.type !== 'enum' && field.values && !field.values.includes(value))
    return `is none of ${field.values.map(formatValue).join(', ')}, the allowed values`;
  return undefined;
}

/** A pattern that is refused matches everything; a problem at the pattern says so. */
function patternOf(field: Field): Pattern | undefined {
  if (field.pattern === undefined) return undefined;
  const known = patterns.get(field);
  const read = known ?? readPattern(field.pattern);
  if (!known) patterns.set(field, read);
  return 'pattern' in read ? read.pattern : undefined;
}

/** Fields never change, and are asked about for every value of an axis. */
const patterns = new WeakMap<Field, ReadPattern>();

function shown(value: Value): string {
  const text = formatValue(value);
  return text.length > 60 ? 'this value' : `\`${text}\``;
}
