import type { Value } from '../../core/value/value.ts';
import type { Steps } from '../steps.ts';
import type { Store } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import type { ColumnSource, StoredSource } from './columnSource.ts';
import type { Wanted } from './fillColumns.ts';
import { rowReader } from './rowReader.ts';
import { stateOf } from './rows.ts';
import type { Vector } from './vector.ts';

interface Context {
  readonly store: Store;
  readonly view: TaskView;
}

/** Computes a column from others, which have been read before; nothing for a column that is stored itself. */
export function* fillDerived(
  context: Context,
  { source, vector, places }: Wanted,
  heldOf: (source: ColumnSource) => Vector | undefined,
): Steps<void> {
  if (source.kind !== 'derived') return;
  const { evaluate, inputs } = source.derived;
  const readers = new Map([...inputs].map(([name, input]) => [name, readerOf(context, input, heldOf)]));
  const count = places === 'all' ? vector.length : places.length;
  for (let at = 0; at < count && !vector.wide; at++) {
    const item = places === 'all' ? at : (places[at] ?? 0);
    vector.set(
      item,
      evaluate((name) => readers.get(name)?.(item)),
    );
    if (at % BLOCK === BLOCK - 1) yield;
  }
}

/** Keys are long and all different, and states change all the time: both are computed when asked for, not held. */
export function isColumn({ kind, name }: ColumnSource): boolean {
  return kind !== 'item' || (name !== 'state' && name !== 'key');
}

function readerOf(
  context: Context,
  source: StoredSource,
  heldOf: (source: ColumnSource) => Vector | undefined,
): (item: number) => Value | undefined {
  // What runs now is pending here, so that a column changes only with its results.
  if (source.name === 'state' && source.kind === 'item') return (item) => stateOf(context.view, item, new Map());
  const held = heldOf(source);
  return held && !held.wide ? (item) => held.at(item) : rowReader(context, source);
}

/** A few milliseconds of computing. */
const BLOCK = 4096;
