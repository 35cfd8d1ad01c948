import type { Value } from '../../core/value/value.ts';
import type { TaskView } from '../taskView.ts';
import type { ColumnSource } from './columnSource.ts';

/** Reads what an item has before it is run: a parameter, or a fact that follows from its index. */
export function plannedValue({ plan }: TaskView, { kind, name }: ColumnSource): (item: number) => Value | undefined {
  const { replicates } = plan.task;
  const pointOf = (item: number): number => Math.floor(item / replicates);
  if (kind === 'parameter') {
    const read = plan.space.column(name);
    return (item) => read(pointOf(item));
  }
  switch (name) {
    case 'index':
      return pointOf;
    case 'replicate':
      return (item) => item % replicates;
    case 'seed':
      return (item) => plan.item(item).seed;
    case 'key':
      return (item) => {
        const { point, seed } = plan.item(item);
        return Buffer.from(plan.keyer.key(point, seed)).toString('hex');
      };
    default:
      return () => undefined;
  }
}
