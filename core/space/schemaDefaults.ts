import { blockNames } from '../check/factors.ts';
import type { Field, Task } from '../task/task.ts';
import type { At } from '../text.ts';
import type { Value } from '../value/value.ts';

/** A declared parameter with the value that it has where nothing else is said. */
export interface DefaultField extends Field {
  readonly default: Value;
}

/**
 * The parameters that the schema gives a value to because the space says nothing of them: objectives get them besides
 * each point. One that the space leaves out of some points (`when`, `cases`, `concat`) is absent there.
 */
export function schemaDefaults({ schema, space }: Pick<Task, 'schema' | 'space'>): readonly DefaultField[] {
  const names = blockNames(space);
  const groups = new Set([...names.keys()].flatMap(groupsOf));
  const isSaid = (name: string): boolean => names.has(name) || groups.has(name) || groupsOf(name).some((group) => names.has(group));
  return [...schema.parameters.values()].filter((field): field is DefaultField => field.default !== undefined && !isSaid(field.name));
}

/** `a` and `a.b` of `a.b.c`. */
function groupsOf(name: string): readonly string[] {
  const steps = name.split('.');
  return steps.slice(1).map((_, at) => steps.slice(0, at + 1).join('.'));
}

/** All parameters that an objective gets, each with its first place. */
export function givenNames(task: Pick<Task, 'schema' | 'space'>): ReadonlyMap<string, At> {
  const names = blockNames(task.space);
  const defaults = schemaDefaults(task);
  return defaults.length === 0 ? names : new Map([...names, ...defaults.map(({ name, file, span }) => [name, { file, span }] as const)]);
}
