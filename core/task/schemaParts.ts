import * as z from 'zod';

/** A parameter name: letters, digits, `_` and `-`, dotted for groups. */
export const NAME_PATTERN = /^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*$/;

/** Names that mean something to JavaScript objects; refused everywhere so that no reader of results can be harmed by them. */
export const RESERVED_NAMES: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** Extra knowledge about a mapping that stands in a union beside others: it is meant when one of `keys` is there. */
interface Choice {
  readonly keys: readonly string[];
  /** The problem of a key that neither belongs here nor resembles one that does. */
  readonly foreign?: 'mixed-axis-group';
  /** What other tools call these keys. */
  readonly synonyms?: Readonly<Record<string, string>>;
}

/** Tells the mappings of a union apart; read by `validate` and `describe`. */
export const choices = z.registry<Choice>();

export const name = z.string().regex(NAME_PATTERN).meta({ title: 'a name' });
export const text = z.string().meta({ title: 'text' });
export const texts = z.array(text).meta({ title: 'a list of texts' });
export const scalar = z.union([z.null(), z.boolean(), z.number(), z.string()]).meta({ title: 'a single value' });
export const anything = z.unknown().meta({ title: 'any value' });
export const count = z.number().int().min(1).meta({ title: 'a whole number from 1 up' });
export const natural = z.number().int().min(0).meta({ title: 'a whole number from 0 up' });

export const duration = z
  .string()
  .regex(/^\s*\d+(\.\d+)?\s*(ms|s|m|h|d)\s*$/)
  .meta({ title: 'a duration such as `500ms`, `10s`, `5m`, `2h` or `1d`' });
export const percentage = z
  .string()
  .regex(/^\s*\d+(\.\d+)?\s*%\s*$/)
  .meta({ title: 'a percentage such as `50%`' });
export const memory = z
  .string()
  .regex(/^\s*\d+(\.\d+)?\s*(B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB)\s*$/)
  .meta({ title: 'an amount of memory such as `512MB` or `2GiB`' });

export const FIELD_TYPES = ['float', 'int', 'bool', 'string', 'enum', 'file', 'array', 'object', 'series', 'any'] as const;
export const fieldType = z.enum(FIELD_TYPES);

/** An optional key with its documentation. */
export function key<T extends z.ZodType>(schema: T, description: string): z.ZodOptional<T> {
  return schema.optional().meta({ description });
}
