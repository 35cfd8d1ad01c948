import * as z from 'zod';
import { schemaFile, taskFile } from './schema.ts';
import { alternatives, bare, documentation, expected } from './shape.ts';

/** What the format says about one place of a task file: for completion, hover and the documentation. */
export interface Described {
  /** A sentence or two with an example. */
  readonly documentation: string;
  /** What may stand here, in words: "a whole number from 1 up". */
  readonly type: string;
  /** The allowed values, where there are only few. */
  readonly values: readonly string[];
  /** The keys of the mapping that may stand here; empty where names are the user's own. */
  readonly children: readonly DescribedKey[];
  /** What a name of the user's own stands for (a parameter, a field, …), where this is a mapping of such names. */
  readonly member?: string;
}

export interface DescribedKey {
  readonly key: string;
  readonly documentation: string;
  readonly type: string;
  readonly required: boolean;
  readonly values: readonly string[];
  /** What the value begins as, so that an editor inserts the right thing after the key. */
  readonly kind: 'scalar' | 'list' | 'mapping';
}

/** Describes the place that a path of keys and list indices leads to; `undefined` where the format knows nothing. */
export function describePath(path: readonly (string | number)[], format: 'task' | 'schema' = 'task'): Described | undefined {
  let schemas: readonly z.core.$ZodType[] = [format === 'task' ? taskFile : schemaFile];
  for (const step of path) {
    schemas = schemas.flatMap((schema) => inside(schema, step));
    if (schemas.length === 0) return undefined;
  }
  const [first] = schemas;
  if (first === undefined) return undefined;
  const options = schemas.flatMap((schema) => alternatives(schema));
  const member = options.find((option) => option instanceof z.ZodRecord);
  return {
    documentation: schemas.map((schema) => documentation(schema)).find((text) => text !== undefined) ?? '',
    type: expected(first),
    values: allowedValues(first),
    children: options.flatMap((option) => (option instanceof z.ZodObject ? keysOf(option) : [])),
    ...(member && { member: expected(member.valueType) }),
  };
}

function inside(schema: z.core.$ZodType, step: string | number): readonly z.core.$ZodType[] {
  const options = alternatives(schema);
  if (typeof step === 'number') return options.flatMap((option) => (option instanceof z.ZodArray ? [option.element] : []));
  const named = options.flatMap((option) =>
    option instanceof z.ZodObject && Object.hasOwn(option.shape, step) ? (option.shape[step] ?? []) : [],
  );
  // A key that a mapping of fixed keys has is that key; otherwise it is a name of the user's own.
  return named.length > 0 ? named : options.flatMap((option) => (option instanceof z.ZodRecord ? [option.valueType] : []));
}

function keysOf(object: z.ZodObject): readonly DescribedKey[] {
  return Object.entries(object.shape).map(([key, schema]) => ({
    key,
    documentation: documentation(schema) ?? '',
    type: expected(schema),
    required: !(schema instanceof z.ZodOptional),
    values: allowedValues(schema),
    kind: kindOf(schema),
  }));
}

function allowedValues(schema: z.core.$ZodType): readonly string[] {
  return alternatives(schema).flatMap((option) => {
    if (option instanceof z.ZodEnum) return option.options.map(String);
    if (option instanceof z.ZodLiteral) return [...option.values].map(String);
    return option instanceof z.ZodBoolean && bare(schema) === option ? ['true', 'false'] : [];
  });
}

function kindOf(schema: z.core.$ZodType): DescribedKey['kind'] {
  const [first] = alternatives(schema);
  if (first instanceof z.ZodArray) return 'list';
  return first instanceof z.ZodObject || first instanceof z.ZodRecord ? 'mapping' : 'scalar';
}
