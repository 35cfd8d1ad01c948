import type { Value } from '../value/value.ts';

/** The values that an annotation lists, as in `"a" | "b"` and `Literal["a", 2]`; `undefined` for any other type. */
export function annotationValues(annotation: string | undefined): readonly Value[] | undefined {
  if (annotation === undefined) return undefined;
  const optional = /^(?:\w+\.)?Optional\[(.*)\]$/s.exec(annotation.trim())?.[1];
  const text = optional ?? annotation;
  const literal = /^(?:\w+\.)?Literal\[(.*?)\](?:\s*\|\s*None)?$/s.exec(text.trim())?.[1];
  if (literal === undefined && !BEGINS_WITH_LITERAL.test(text)) return undefined;
  const values = (literal === undefined ? cut(text, '|') : cut(literal, ',')).map(valueOf);
  if (values.length === 0 || values.some((one) => one === undefined)) return undefined;
  const nullable = optional !== undefined || /\]\s*\|\s*None$/.test(text);
  return [...values.filter((one) => one !== undefined), ...(nullable ? [null] : [])];
}

/** A union that begins with a literal, or with the stroke that TypeScript allows in front. */
const BEGINS_WITH_LITERAL = /^\s*\|?\s*(['"]|-?\d|true\b|false\b)/;

/** The parts between separators that stand outside quotes; an empty first or last one is layout. */
function cut(text: string, separator: '|' | ','): readonly string[] {
  const parts = [...text.matchAll(separator === '|' ? BETWEEN_STROKES : BETWEEN_COMMAS)].map(([part]) => part.trim());
  return parts.filter((part) => part !== '');
}

const BETWEEN_STROKES = /(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^|"'])+/g;
const BETWEEN_COMMAS = /(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,"'])+/g;

function valueOf(text: string): Value | undefined {
  const quoted = /^(["'])([^\\]*)\1$/.exec(text)?.[2];
  if (quoted !== undefined) return quoted;
  if (/^-?\d{1,15}(\.\d+)?$/.test(text)) return Number(text);
  switch (text) {
    case 'true':
    case 'True':
      return true;
    case 'false':
    case 'False':
      return false;
    case 'null':
    case 'None':
      return null;
    default:
      return undefined;
  }
}
