import { expressionLiteral } from '../../core/expression/literal.ts';
import type { Span } from '../../core/text.ts';
import { encode } from '../../core/value/encode.ts';
import { formatValue } from '../../core/value/format.ts';
import type { Value } from '../../core/value/value.ts';
import type { FailingValue } from '../../protocol/findings.ts';
import type { TextRange } from '../../protocol/language.ts';
import type { TaskView } from '../taskView.ts';
import { type PlacedAxis, placedAxes } from './valuePlaces.ts';

/** How many of the failed items have which value of which axis; a value of a range has a place only when all of them have it. */
export function failingValues(view: TaskView, failed: readonly number[], rangeOf: (span: Span) => TextRange): readonly FailingValue[] {
  if (failed.length === 0) return [];
  const { task } = view.plan;
  const axes = placedAxes(task.space).filter((axis) => axis.size > 1);
  const tallies = tally(view, failed, axes);
  const found = axes.flatMap((axis) =>
    [...(tallies.get(axis.name)?.values() ?? [])].flatMap(({ value, count, item }) => {
      const place = axis.places.get(encode(value)) ?? (count === failed.length && axis.places.size === 0 ? axis.keyAt : undefined);
      // A name may stand in several blocks: the value is told where it is listed.
      if (place === undefined || place.file !== task.file) return [];
      const literal = expressionLiteral(value);
      return [
        {
          name: axis.name,
          value,
          text: formatValue(value),
          failed: count,
          of: axis.size,
          key: keyOf(view, item),
          ...(literal !== undefined && { where: `${axis.name} == ${literal}` }),
          range: rangeOf(place.span),
        },
      ];
    }),
  );
  return found.slice(0, MOST_VALUES);
}

const MOST_VALUES = 200;

interface Tally {
  readonly value: Value;
  readonly item: number;
  count: number;
}

function tally(view: TaskView, failed: readonly number[], axes: readonly PlacedAxis[]): ReadonlyMap<string, ReadonlyMap<string, Tally>> {
  const tallies = new Map(axes.map((axis) => [axis.name, new Map<string, Tally>()]));
  for (const item of failed) {
    const { point } = view.plan.item(item);
    for (const [name, counts] of tallies) {
      const value = point.get(name);
      if (value === undefined) continue;
      const key = encode(value);
      const known = counts.get(key);
      if (known) known.count++;
      else counts.set(key, { value, item, count: 1 });
    }
  }
  return tallies;
}

function keyOf(view: TaskView, item: number): string {
  const { point, seed } = view.plan.item(item);
  return Buffer.from(view.plan.keyer.key(point, seed)).toString('hex');
}
