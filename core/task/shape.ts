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
  const plain = bare(schema);
  return plain instanceof z.ZodUnion ? plain.options.flatMap((option) => alternatives(option)) : [plain];
}

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

function fits(option: z.core.$ZodType, node: Node): boolean {
  if (option instanceof z.ZodUnknown) return true;
  if (node.kind === 'list') return option instanceof z.ZodArray;
  if (node.kind === 'mapping') return option instanceof z.ZodObject || option instanceof z.ZodRecord;
  const { value } = node;
  if (option instanceof z.ZodNull) return value === null;
  if (option instanceof z.ZodBoolean) return typeof value === 'boolean';
  if (option instanceof z.ZodNumber) return typeof value === 'number' || typeof value === 'bigint';
  if (option instanceof z.ZodLiteral) return value !== null;
  return (option instanceof z.ZodString || option instanceof z.ZodEnum) && typeof value === 'string';
}
