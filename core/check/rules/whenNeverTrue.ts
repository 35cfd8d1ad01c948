import { namesIn } from '../../expression/check.ts';
import { compileCondition } from '../../expression/evaluate.ts';
import type { Condition, Task } from '../../task/task.ts';
import { NO_MEMORY, remembered, type Topic } from '../../memory.ts';
import type { World } from '../../task/world.ts';
import type { Value } from '../../value/value.ts';
import type { TaskRule } from '../check.ts';
import { axesOf, factorsNamed } from '../factors.ts';
import { possibleValues } from '../possibleValues.ts';
import { problem } from '../problem.ts';

/** A parameter that is at no point, because its condition holds with none of the values that it speaks of. */
export const whenNeverTrue: TaskRule = function* ({ task, scope, world }) {
  if (scope.open) return;
  for (const { name, when } of axesOf(task.space)) {
    if (when === undefined || !neverHolds(when, task, world)) continue;
    yield problem(
      'when-never-true',
      when,
      `\`${name}\` is at no point, because this never holds with the values that are written here. Correct it, or remove the parameter.`,
    );
  }
};

/** Known as long as nothing that its names stand for has changed. */
function neverHolds(condition: Condition, task: Task, { memory = NO_MEMORY }: World): boolean {
  const names = [...new Set(namesIn(condition.expression).map(({ name }) => name))];
  const { space, schema } = task;
  const given = names.flatMap((name) => factorsNamed(name, space));
  return remembered(memory, NEVER, [condition, schema, ...space.include, ...given], () => failsAlways(condition, names, task));
}

const NEVER: Topic<boolean> = { name: 'never holds' };

/** Tries all combinations of values; what filters leave of them can only be less. */
function failsAlways({ expression }: Condition, names: readonly string[], task: Task): boolean {
  const values = names.map((name) => possibleValues(name, task));
  const known = values.filter((one) => one !== undefined);
  const combinations = known.reduce((product, one) => product * one.length, 1);
  if (known.length < values.length || combinations === 0 || combinations > MOST_COMBINATIONS) return false;
  const holds = compileCondition(expression);
  for (let index = 0; index < combinations; index++) if (holds(lookup(names, known, index)) === true) return false;
  return true;
}

const MOST_COMBINATIONS = 10_000;

/** The combination of this number, the first name varying fastest. */
function lookup(names: readonly string[], values: readonly (readonly Value[])[], index: number): (name: string) => Value | undefined {
  const chosen = new Map<string, Value | undefined>();
  let rest = index;
  for (const [at, name] of names.entries()) {
    const own = values[at] ?? [];
    chosen.set(name, own[rest % own.length]);
    rest = Math.floor(rest / own.length);
  }
  return (name) => chosen.get(name);
}
