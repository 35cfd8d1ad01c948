import { meets } from '../../hypothesis/expectation.ts';
import type { SelectionCondition } from '../../hypothesis/hypothesis.ts';
import { axisValues } from '../../space/axis.ts';
import { isContinuous } from '../../space/sample/quantile.ts';
import type { Factor, Task } from '../../task/task.ts';
import { child } from '../../task/tree.ts';
import { formatValue } from '../../value/format.ts';
import { nearest } from '../../value/suggest.ts';
import type { Value } from '../../value/value.ts';
import type { TaskRule } from '../check.ts';
import { factorsOf } from '../factors.ts';
import { problem } from '../problem.ts';
import { type Written, writtenIn } from '../../task/read/written.ts';

/** A hypothesis that selects by a value which no point has compares with nothing. */
export const hypothesisValues: TaskRule = function* ({ task, root, world }) {
  const list = child(root, 'hypotheses');
  if (task.hypotheses.length === 0 || list?.kind !== 'list') return;
  const written = new Map(
    list.items.flatMap((item) => {
      const expect = child(item, 'expect');
      return expect?.kind === 'scalar' ? [[expect.span.start, expect]] : [];
    }),
  );
  for (const { expectation, text, span } of task.hypotheses) {
    const node = written.get(span.start);
    if (node === undefined) continue;
    const places = writtenIn(world, node, text);
    for (const condition of [...expectation.left.conditions, ...expectation.right.conditions]) {
      const values = valuesOf(condition.name, task);
      if (values === undefined || values.some((value) => meets(condition, value))) continue;
      yield unmet(condition, values, places);
    }
  }
};

function unmet({ name, text, valueSpan }: SelectionCondition, values: readonly Value[], places: Written) {
  const shown = values.map(formatValue);
  const suggestion = nearest(text, shown);
  const advice =
    suggestion === undefined
      ? `It has ${shown.slice(0, SHOWN).join(', ')}${shown.length > SHOWN ? ', …' : ''}.`
      : `Did you mean \`${suggestion}\`?`;
  const data = suggestion !== undefined && places.exact ? { suggestion: places.quote(suggestion) } : {};
  return problem(
    'unknown-name',
    places.at(valueSpan.start, valueSpan.end),
    `\`${name}\` is never \`${text.slice(0, 60)}\` in this sweep. ${advice}`,
    { data },
  );
}

const SHOWN = 10;

/** All values that a parameter may have; `undefined` where they are not listed, or too many. */
function valuesOf(name: string, { space, schema }: Task): readonly Value[] | undefined {
  const found: Value[] = [];
  for (const factor of factorsOf(space)) {
    const values = valuesIn(factor, name);
    if (values === undefined) return undefined;
    for (const value of values) found.push(value);
  }
  for (const { values } of space.include) found.push(...valueIn(values, name));
  const preset = schema.parameters.get(name)?.default;
  return preset === undefined ? found : [...found, preset];
}

function valuesIn(factor: Factor, name: string): readonly Value[] | undefined {
  if (factor.kind === 'points') return factor.rows.flatMap((row) => valueIn(row.values, name));
  if (!('name' in factor) || factor.name !== name || factor.kind === 'zip') return [];
  if (factor.kind === 'constant') return [factor.value];
  if (factor.kind === 'cases') return factor.cases.map((one) => one.name);
  const { size, at } = axisValues(factor.generator);
  return isContinuous(factor.generator) || size > LISTED ? undefined : Array.from({ length: size }, (_, index) => at(index));
}

const LISTED = 10_000;

function valueIn(values: ReadonlyMap<string, Value>, name: string): readonly Value[] {
  const value = values.get(name);
  return value === undefined ? [] : [value];
}
