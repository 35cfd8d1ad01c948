import { isValueList, type Value } from '../value/value.ts';

/** A value as an expression that means it; `undefined` for what expressions have no word for: mappings, NaN, infinities. */
export function expressionLiteral(value: Value): string | undefined {
  if (value === null) return 'none';
  switch (typeof value) {
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : undefined;
    case 'string':
      return `'${value.replace(/[\\'\n\r\t]/g, (character) => ESCAPES[character] ?? character)}'`;
    default:
      return isValueList(value) ? listLiteral(value) : undefined;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function listLiteral(items: readonly Value[]): string | undefined {
  const written = items.map(expressionLiteral);
  return written.includes(undefined) ? undefined : `[${written.join(', ')}]`;
}
