import type { Survey } from './survey.ts';

/**
 * What a column of a typed file holds. `json` is strict JSON as text, for mappings, for values of several kinds and for
 * integers beyond 64 bits; everything may be missing, which absent and null both are.
 */
export type ColumnType =
  | { readonly kind: 'boolean' | 'integer' | 'float' | 'text' | 'json' }
  | { readonly kind: 'list'; readonly items: ColumnType };

/** The type that holds everything seen, exactly. A declared one is kept where the values agree with it: whole numbers of a `float` are floats. */
export function columnType(survey: Survey, declared?: string): ColumnType {
  const { seen } = survey;
  const number = seen.integer || seen.float;
  const kinds = [seen.boolean, number, seen.text, seen.list].filter(Boolean).length;
  if (seen.structure || kinds > 1 || (seen.float && seen.big)) return { kind: 'json' };
  if (seen.list) return listType(survey.items);
  if (seen.boolean) return { kind: 'boolean' };
  if (seen.text) return { kind: 'text' };
  if (!number) return emptyType(declared);
  return { kind: seen.float || (declared === 'float' && !seen.big) ? 'float' : 'integer' };
}

function listType(items: Survey | undefined): ColumnType {
  const type = items === undefined ? emptyType('float') : columnType(items);
  return type.kind === 'json' ? type : { kind: 'list', items: type };
}

/** The type of a column without any value. */
function emptyType(declared: string | undefined): ColumnType {
  switch (declared) {
    case 'float':
      return { kind: 'float' };
    case 'int':
      return { kind: 'integer' };
    case 'bool':
      return { kind: 'boolean' };
    default:
      return { kind: 'text' };
  }
}
