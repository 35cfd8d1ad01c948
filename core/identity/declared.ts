import type { Field, Task } from '../task/task.ts';
import { isValueList, type Value } from '../value/value.ts';

/** A value as its declared type holds it: an integer beyond 2^53 given for a float is the nearest double. */
export function declared(value: Value, field: Field | undefined): Value {
  if (field === undefined) return value;
  if (field.type === 'float' && typeof value === 'bigint') return Number(value);
  const { items } = field;
  return items && isValueList(value) ? value.map((item) => declared(item, items)) : value;
}

/** True for parameters that `cache.ignore` names, alone or with their whole group. */
export function isIgnored(task: Pick<Task, 'cache'>, name: string): boolean {
  return task.cache.ignore.some((one) => name === one || name.startsWith(`${one}.`));
}
