import * as z from 'zod';
import { choices } from './schemaParts.ts';
import type { Node } from './tree.ts';

/** The schema without `optional` and `lazy` around it. */
export function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const inner = unwrapped(schema);
  return inner ? bare(inner) : schema;
}

/** `unwrap` of a lazy schema would build it anew each time; `innerType` is built once. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodLazy) return schema._zod.innerType;
  return schema instanceof z.ZodOptional ? schema.unwrap() : undefined;
}

/** All alternatives of a schema: itself, or the members of a union, flattened. */
export function alternatives(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const known = flattened.get(schema);
  if (known) return known;
  const plain = bare(schema);
  const found = plain instanceof z.ZodUnion ? plain.options.flatMap((option) => alternatives(option)) : [plain];
  flattened.set(schema, found);
  return found;
}

/** Schemas never change, and are asked about for every value of a file. */
const flattened = new WeakMap<z.core.$ZodType, readonly z.core.$ZodType[]>();

/** The alternative that is meant, decided by the kind of node and by distinguishing keys alone, so that one mistake is one problem. */
export function chosen(schema: z.core.$ZodType, node: Node): z.core.$ZodType | undefined {
  const fitting = alternatives(schema).filter((option) => fits(option, node));
  if (fitting.length < 2) return fitting[0];
  if (node.kind === 'scalar') return fitting.find((option) => z.safeParse(option, plainScalar(node.value)).success) ?? fitting[0];
  if (node.kind === 'list') return fitting[0];
  const keys = new Set(node.entries.map((one) => one.key));
  return (
    fitting.find((option) => choices.get(option)?.keys.some((key) => keys.has(key))) ??
    fitting.find((option) => !choices.has(option)) ??
    fitting[0]
  );
}

/** Big integers as doubles: the schema only asks whether they are whole and in range. */
export function plainScalar(value: null | boolean | number | bigint | string): null | boolean | number | string {
  return typeof value === 'bigint' ? Number(value) : value;
}

/** What a schema expects, in words: its title, or its kind. */
export function expected(schema: z.core.$ZodType): string {
  const title = titleOf(schema);
  if (title !== undefined) return title;
  const plain = bare(schema);
  if (plain instanceof z.ZodEnum) return oneOf(plain.options.map(String));
  if (plain instanceof z.ZodLiteral) return oneOf([...plain.values].map(String));
  if (plain instanceof z.ZodUnion) return plain.options.map((option) => expected(option)).join(' or ');
  if (plain instanceof z.ZodString) return 'text';
  if (plain instanceof z.ZodNumber) return 'a number';
  if (plain instanceof z.ZodBoolean) return '`true` or `false`';
  if (plain instanceof z.ZodArray) return 'a list';
  return plain instanceof z.ZodUnknown ? 'any value' : 'a mapping';
}

/** The documentation of a schema, from the outermost wrapper that has one. */
export function documentation(schema: z.core.$ZodType): string | undefined {
  const inner = unwrapped(schema);
  return z.globalRegistry.get(schema)?.description ?? (inner && documentation(inner));
}

function titleOf(schema: z.core.$ZodType): string | undefined {
  const inner = unwrapped(schema);
  return z.globalRegistry.get(schema)?.title ?? (inner && titleOf(inner));
}

function oneOf(values: readonly string[]): string {
  const quoted = values.map((value) => `\`${value}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

/** zod answers `instanceof` by a look-up of names; its definition says the same at once. */
function fits(option: z.core.$ZodType, node: Node): boolean {
  const { type } = option._zod.def;
  if (type === 'unknown') return true;
  if (node.kind === 'list') return type === 'array';
  if (node.kind === 'mapping') return type === 'object' || type === 'record';
  const { value } = node;
  switch (type) {
    case 'null':
      return value === null;
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'literal':
      return value !== null;
    case 'string':
    case 'enum':
      return typeof value === 'string';
    default:
      return false;
  }
}
