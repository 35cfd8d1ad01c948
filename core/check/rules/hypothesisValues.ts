import { meets } from '../../hypothesis/expectation.ts';
import type { SelectionCondition } from '../../hypothesis/hypothesis.ts';
import { child } from '../../task/tree.ts';
import { formatValue } from '../../value/format.ts';
import { nearest } from '../../value/suggest.ts';
import type { Value } from '../../value/value.ts';
import type { TaskRule } from '../check.ts';
import { possibleValues } from '../possibleValues.ts';
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
      const values = possibleValues(condition.name, task);
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
