import * as z from 'zod';
import { choices } from './schemaParts.ts';
import { schemaFile, taskFile } from './schema.ts';

type Json = Readonly<Record<string, unknown>>;

/** The JSON Schema of task files, for other editors and for `sweepdeck schema`. */
export function taskJsonSchema(): Json {
  return jsonSchema(taskFile);
}

/** The JSON Schema of schema files. */
export function schemaFileJsonSchema(): Json {
  return jsonSchema(schemaFile);
}

/** Marks a mapping that is meant when it has one of these keys; gone in the end. */
const MEANT_BY = 'x-meant-by';

function jsonSchema(schema: z.ZodType): Json {
  const made: unknown = z.toJSONSchema(schema, {
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: json }) => {
      const keys = choices.get(zodSchema)?.keys;
      if (keys) json[MEANT_BY] = keys;
    },
  });
  const root = isMapping(made) ? made : {};
  const definitions = isMapping(root['$defs']) ? root['$defs'] : {};
  const decided = decide(root, definitions);
  return isMapping(decided) ? decided : {};
}

/**
 * Alternatives as decisions: where a key decides which of them is meant, `if` says so, and a mistake inside is one error
 * at its place instead of "matches none of …".
 */
function decide(node: unknown, definitions: Json): unknown {
  if (Array.isArray(node)) return node.map((item) => decide(item, definitions));
  if (!isMapping(node)) return node;
  const { anyOf, ...rest } = documented(node, definitions);
  const plain = Object.fromEntries(
    Object.entries(rest)
      .filter(([key]) => key !== MEANT_BY)
      .map(([key, value]) => [key, decide(value, definitions)]),
  );
  return Array.isArray(anyOf) ? { ...plain, ...chosen(anyOf, definitions) } : plain;
}

/** What stands at several places is said once, but each place keeps its documentation for editors that look no further. */
function documented(node: Json, definitions: Json): Json {
  const target = definitionOf(node, definitions);
  return isMapping(target) && target['description'] !== undefined ? { description: target['description'], ...node } : node;
}

function definitionOf({ $ref: path }: Json, definitions: Json): unknown {
  return typeof path === 'string' ? definitions[path.replace('#/$defs/', '')] : undefined;
}

function chosen(options: readonly unknown[], definitions: Json): Json {
  const meant = options.find((option) => keysOf(option, definitions) !== undefined);
  const others = options.filter((option) => option !== meant);
  if (meant === undefined || others.length === 0) return { anyOf: options.map((option) => decide(option, definitions)) };
  const keys = keysOf(meant, definitions) ?? [];
  const parts = [
    { type: 'object', anyOf: keys.map((key) => ({ required: [key] })) },
    decide(meant, definitions),
    others.length === 1 ? decide(others[0], definitions) : chosen(others, definitions),
  ];
  return Object.fromEntries(DECISION.map((word, index) => [word, parts[index]]));
}

/** Not keys of a literal: whatever has a `then` looks like a promise to those who await it. */
const DECISION = ['if', 'then', 'else'];

function keysOf(option: unknown, definitions: Json): readonly unknown[] | undefined {
  if (!isMapping(option)) return undefined;
  const target = definitionOf(option, definitions);
  const keys = target === undefined ? option[MEANT_BY] : keysOf(target, {});
  return Array.isArray(keys) ? keys : undefined;
}

function isMapping(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
