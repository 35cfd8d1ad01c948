import { declaredValue } from '../core/task/read/fit.ts';
import { isValueMap, type Point, type Value, type ValueMap } from '../core/value/value.ts';
import { RunnerError } from '../protocol/errors.ts';
import type { Plan } from './tasks.ts';

/** A point written by hand: declared types, defaults for what is left out, groups flattened. It need not be in the space. */
export function readPoint(plan: Plan, given: ValueMap): Point {
  const point = new Map<string, Value>();
  for (const [name, value] of flat(given, '', new Set([...plan.space.names, ...plan.task.schema.parameters.keys()]))) {
    const field = plan.task.schema.parameters.get(name);
    const brought = field ? declaredValue(value, field) : { ok: true as const, value };
    if (!brought.ok) throw new RunnerError('bad-request', `\`${name}\` cannot be that: it ${brought.reason}.`);
    point.set(name, brought.value);
  }
  if (plan.space.points > 0)
    for (const [name, value] of plan.space.point(0)) if (!point.has(name) && isConstant(plan, name)) point.set(name, value);
  return point;
}

function isConstant(plan: Plan, name: string): boolean {
  return plan.task.space.factors.some((factor) => factor.kind === 'constant' && factor.name === name);
}

function* flat(map: ValueMap, prefix: string, names: ReadonlySet<string>): Iterable<readonly [string, Value]> {
  for (const [name, value] of Object.entries(map)) {
    const full = `${prefix}${name}`;
    if (isValueMap(value) && !names.has(full)) yield* flat(value, `${full}.`, names);
    else yield [full, value];
  }
}
