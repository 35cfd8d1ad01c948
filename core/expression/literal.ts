import { isValueList, type Value } from '../value/value.ts';

/** A value as an expression that means it; `undefined` for what expressions have no word for: mappings, NaN, infinities. */
export function expressionLiteral(value: Value): string | undefined {
  if (value === null) return 'none';
  switch (typeof value) {
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'number':
      return Number.isFinite(value) ? numberLiteral(value) : undefined;
    case 'string':
      return `'${value.replace(/[\\'\n\r\t]/g, (character) => ESCAPES[character] ?? character)}'`;
    default:
      return isValueList(value) ? listLiteral(value) : undefined;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A whole number beyond 2^53 is written with an exponent: its digits alone would be read as an exact integer. */
function numberLiteral(value: number): string {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
}

function listLiteral(items: readonly Value[]): string | undefined {
  const written = items.map(expressionLiteral);
  return written.includes(undefined) ? undefined : `[${written.join(', ')}]`;
}
