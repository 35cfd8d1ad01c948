import type { Field } from './task.ts';

type Json = Readonly<Record<string, unknown>>;

/** Declared fields as the JSON Schema of the mapping that they describe, groups nested. `names` are those that are not declared. */
export function fieldsJsonSchema(fields: ReadonlyMap<string, Field>, role: 'parameters' | 'outputs', names: readonly string[] = []): Json {
  const root: Group = { properties: new Map(), required: [] };
  for (const name of new Set([...names, ...fields.keys()])) {
    const field = fields.get(name);
    const steps = name.split('.');
    const last = steps.pop() ?? name;
    const group = steps.reduce(groupIn, root);
    group.properties.set(last, field ? fieldJsonSchema(field, role) : {});
    if (field && !field.optional && field.default === undefined) group.required.push(last);
  }
  return groupJson(root);
}

interface Group {
  readonly properties: Map<string, Json | Group>;
  readonly required: string[];
}

function groupIn(group: Group, step: string): Group {
  const known = group.properties.get(step);
  if (known && isGroup(known)) return known;
  const made: Group = { properties: new Map(), required: [] };
  group.properties.set(step, made);
  return made;
}

function isGroup(member: Json | Group): member is Group {
  return member['properties'] instanceof Map;
}

function groupJson({ properties, required }: Group): Json {
  const entries = [...properties].map(([name, member]) => [name, isGroup(member) ? groupJson(member) : member] as const);
  return { type: 'object', properties: Object.fromEntries(entries), ...(required.length > 0 && { required }) };
}

function fieldJsonSchema(field: Field, role: 'parameters' | 'outputs'): Json {
  const { pattern, description, unit } = field;
  const isFile = field.type === 'file' && role === 'outputs';
  return {
    ...(isFile ? fileJson(boundsJson(field)) : { ...typeJson(field, role), ...boundsJson(field) }),
    ...(pattern !== undefined && { pattern }),
    ...(field.default !== undefined && { default: field.default }),
    ...(description !== undefined && { description }),
    ...(unit !== undefined && { 'x-unit': unit }),
  };
}

function boundsJson({ min, max }: Field): Json {
  return { ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) };
}

function typeJson(field: Field, role: 'parameters' | 'outputs'): Json {
  switch (field.type) {
    case 'float':
      return { type: 'number' };
    case 'int':
      return { type: 'integer' };
    case 'bool':
      return { type: 'boolean' };
    case 'string':
      return { type: 'string' };
    case 'enum':
      return { enum: field.values ?? [] };
    case 'file':
      return { type: 'string', format: 'path' };
    case 'array':
      return { type: 'array', ...(field.items && { items: fieldJsonSchema(field.items, role) }) };
    case 'series':
      return { type: ['array', 'number'] };
    case 'object':
      return { type: 'object' };
    case 'any':
      return {};
  }
}

/** A file that an item left, as rows have it. */
function fileJson(bytes: Json): Json {
  return {
    type: 'object',
    properties: { path: { type: 'string' }, bytes: { type: 'integer', ...bytes }, sha256: { type: 'string' } },
    required: ['path', 'bytes', 'sha256'],
  };
}
