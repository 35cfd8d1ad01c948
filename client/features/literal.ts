import type { Value, ValueMap } from '../../core/value/value.ts';

/** How a language writes what JSON has no word for, and its three names. */
interface Notation {
  readonly nothing: string;
  readonly yes: string;
  readonly no: string;
  readonly special: (value: number) => string;
  readonly text: (value: string) => string;
}

const JSON_NOTATION: Notation = {
  nothing: 'null',
  yes: 'true',
  no: 'false',
  special: (value) => `"${value}"`,
  text: (value) => JSON.stringify(value),
};
const PYTHON_NOTATION: Notation = {
  nothing: 'None',
  yes: 'True',
  no: 'False',
  special: (value) => `float("${String(value).toLowerCase()}")`,
  // JSON's escapes are Python's too, lone surrogates included.
  text: (value) => JSON.stringify(value),
};

/** Strict JSON as the command line writes it: `"NaN"` and `"Infinity"` are strings, long integers keep their digits. */
export function jsonLiteral(value: Value): string {
  return literal(value, JSON_NOTATION, ',', ':');
}

/** For people: JSON on one line with spaces. */
export function shownValue(value: Value): string {
  return typeof value === 'number' ? numeral(value, { ...JSON_NOTATION, special: String }) : literal(value, JSON_NOTATION, ', ', ': ');
}

/** An expression that evaluates to the value in Python. */
export function pythonLiteral(value: Value): string {
  return literal(value, PYTHON_NOTATION, ', ', ': ');
}

/** Parameters as keyword arguments of a Python call, where their names allow it: `dt=0.01, model={"depth": 3}`. */
export function pythonArguments(parameters: ValueMap): string {
  const entries = Object.entries(parameters);
  if (entries.some(([name]) => !/^[A-Za-z_]\w*$/.test(name) || KEYWORDS.includes(name))) return `**${pythonLiteral(parameters)}`;
  return entries.map(([name, value]) => `${name}=${pythonLiteral(value)}`).join(', ');
}

/** Python's names that cannot be arguments. */
const KEYWORDS: readonly string[] =
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  );

/** One argument for a POSIX shell: nothing in it is read by the shell. */
export function shellArgument(text: string): string {
  return /^[\w./=:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function literal(value: Value, notation: Notation, comma: string, colon: string): string {
  if (value === null) return notation.nothing;
  switch (typeof value) {
    case 'boolean':
      return value ? notation.yes : notation.no;
    case 'number':
      return numeral(value, notation);
    case 'bigint':
      return String(value);
    case 'string':
      return notation.text(value);
    default:
      return isList(value)
        ? `[${value.map((one) => literal(one, notation, comma, colon)).join(comma)}]`
        : `{${Object.entries(value)
            .map(([name, one]) => `${notation.text(name)}${colon}${literal(one, notation, comma, colon)}`)
            .join(comma)}}`;
  }
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function numeral(value: number, notation: Notation): string {
  if (!Number.isFinite(value)) return notation.special(value);
  return Object.is(value, -0) ? '-0.0' : String(value);
}
