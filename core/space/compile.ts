import type { Memory } from '../memory.ts';
import type { Block, Sampling } from '../task/task.ts';
import { axesOf } from './axes.ts';
import { compileBlock } from './block.ts';
import { type Context, newContext } from './context.ts';
import { once } from './once.ts';
import { plainSize } from './plain.ts';
import { pointOf, rowReader, valueReader } from './point.ts';
import type { Row } from './relation.ts';
import { compileSample } from './sample/compileSample.ts';
import type { Space } from './space.ts';

/** At most this many candidates are enumerated unless the caller says otherwise: about a second. */
const DEFAULT_BUDGET = 2_000_000;

/** How a space is compiled. */
export interface SpaceOptions {
  /** At most so many candidates are enumerated. */
  readonly budget?: number;
  /** A sample in place of all points. */
  readonly sampling?: Sampling | undefined;
  /** What is known of parts that have not changed since the last compilation. */
  readonly memory?: Memory | undefined;
}

/** Compiles a block to its points (see `Space`). Never throws, whatever the block; mistakes in it are the checks' business. */
export function compileSpace(block: Block, { budget = DEFAULT_BUDGET, sampling, memory }: SpaceOptions = {}): Space {
  const plain = sampling ? undefined : plainSize(block);
  const compiled = once(() => compileWhole(block, newContext(budget, memory), sampling));
  if (plain === undefined) compiled();
  const axes = once(() => axesOf(block, sampling?.samples));
  const account = () => (plain === undefined ? compiled().account : PLAIN);
  const points = plain ?? compiled().points;
  const check = (index: number): void => {
    if (!account().exact) throw new RangeError('The points of a space that is too large to filter cannot be read.');
    if (!Number.isInteger(index) || index < 0 || index >= points) throw new RangeError(`There is no point ${index} among ${points}.`);
  };
  return {
    points,
    exact: account().exact,
    merged: account().merged,
    removed: { constraints: account().constraints, exclude: account().exclude },
    get names() {
      return compiled().names;
    },
    get axes() {
      return axes();
    },
    get steps() {
      return [...axes().map(({ name, size, file, span }) => ({ kind: 'axis', name, size, file, span }) as const), ...account().steps];
    },
    point(index) {
      check(index);
      const { names, read } = compiled();
      const row: Row = [];
      read(index, row);
      return pointOf(names, row);
    },
    values(index, into) {
      check(index);
      compiled().read(index, into);
    },
    column(name) {
      const read = compiled().column(name);
      return (index) => {
        check(index);
        return read(index);
      };
    },
  };
}

/** Nothing happens to the points of a plain product. */
const PLAIN = { exact: true, merged: 0, constraints: 0, exclude: 0, steps: [] } as const;

function compileWhole(block: Block, context: Context, sampling: Sampling | undefined) {
  const relation = sampling ? compileSample(block, sampling, context) : compileBlock(block, context);
  const slots = [...new Set(relation.slots)].sort((a, b) => a - b);
  const names = slots.map((slot) => context.names[slot] ?? '');
  const column = (name: string): ReturnType<typeof valueReader> => valueReader(relation, slots[names.indexOf(name)] ?? -1);
  return { points: relation.size, names, account: context.account, read: rowReader(relation, slots), column };
}
