import type { Store } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import type { ColumnSource } from './columnSource.ts';
import { fillColumns, type Wanted } from './fillColumns.ts';
import { fillDerived, isColumn } from './fillDerived.ts';
import type { Lane } from '../lanes.ts';
import { finish, type Steps } from '../steps.ts';
import { Vector } from './vector.ts';
import type { HeldColumn } from './viewMemory.ts';

/** Loaded columns; `undefined` for one whose values are too large to be held (see `rowReader`). */
export interface Columns {
  get(source: ColumnSource): Vector | undefined;
}

interface Context {
  readonly store: Store;
  readonly view: TaskView;
}

/**
 * Columns of a view as typed arrays, by item: read when first asked for, in slices of a few milliseconds, and brought up
 * to date when asked for again. The least recently used ones are dropped when all of them need too much. Who asks while
 * another reads waits for it, so that nothing is read twice. `state` is no such column: see `stateVector`.
 */
export async function loadColumns(context: Context, sources: readonly ColumnSource[], lane: Lane = 'behind'): Promise<Columns> {
  const { memory } = context.view;
  // Loads wait for each other, so an answer whose columns are all there is computed without one.
  if (areCurrent(context.view, sources)) return loadColumnsNow(context, sources);
  const mine = memory.loading.then(() => memory.lanes[lane](load(context, sources)));
  // Whoever comes next waits for the end, whatever it is.
  memory.loading = mine.then(
    () => undefined,
    () => undefined,
  );
  return mine;
}

/** The same, at once. */
export function loadColumnsNow(context: Context, sources: readonly ColumnSource[]): Columns {
  return finish(load(context, sources));
}

function* load(context: Context, sources: readonly ColumnSource[]): Steps<Columns> {
  const { changes, memory } = context.view;
  const upTo = changes.count;
  const { fresh, wanted } = missing(context.view, withInputs(withSiblings(context.view, sources)));
  yield* fillColumns(context, wanted);
  const heldOf = (source: ColumnSource): Vector | undefined => (fresh.get(nameOf(source)) ?? memory.columns.get(nameOf(source)))?.vector;
  for (const column of wanted) yield* fillDerived(context, column, heldOf);
  const taken = new Map<string, Vector>();
  for (const name of [...fresh.keys(), ...sources.map(nameOf)]) {
    const held = fresh.get(name) ?? memory.columns.get(name);
    if (!held) continue;
    held.upTo = upTo;
    memory.columns.delete(name);
    memory.columns.set(name, held);
    if (!held.vector.wide) taken.set(name, held.vector);
  }
  forgetOldest(memory.columns);
  return { get: (source) => taken.get(nameOf(source)) };
}

/** Whether these are in memory, but for what has changed since. */
export function areHeld({ memory }: TaskView, sources: readonly ColumnSource[]): boolean {
  return sources.every((source) => memory.columns.has(nameOf(source)));
}

/** Whether nothing of these has to be read. */
function areCurrent({ changes, memory }: TaskView, sources: readonly ColumnSource[]): boolean {
  return withInputs(sources).every((source) => {
    const held = memory.columns.get(nameOf(source));
    return held && (source.kind === 'parameter' || held.upTo === changes.count);
  });
}

/** Who reads one output of every run has read the text of all: the others are kept too, as far as there is room. */
function withSiblings({ memory, outputs, plan }: TaskView, sources: readonly ColumnSource[]): readonly ColumnSource[] {
  if (!sources.some((source) => source.kind === 'output' && !memory.columns.has(nameOf(source)))) return sources;
  const room = Math.floor(SIBLING_BYTES / (BYTES_A_NUMBER * Math.max(1, plan.items)));
  const others = Array.from(outputs?.names ?? [], (name): ColumnSource => ({ kind: 'output', name })).slice(0, room);
  return [...new Map([...others, ...sources].map((source) => [nameOf(source), source])).values()];
}

/** What columns are computed from comes before them. */
export function withInputs(sources: readonly ColumnSource[]): readonly ColumnSource[] {
  const inputs = sources.flatMap((source) => (source.kind === 'derived' ? [...source.derived.inputs.values()].filter(isColumn) : []));
  return [...new Map([...inputs, ...sources].map((source) => [nameOf(source), source])).values()];
}

/** Whole columns that are not held, and places that have changed in those that are. */
function missing({ changes, memory, plan }: TaskView, sources: readonly ColumnSource[]) {
  const fresh = new Map<string, HeldColumn>();
  const wanted: Wanted[] = [];
  const changed = new Map<number, readonly number[] | undefined>();
  for (const source of sources) {
    const held = memory.columns.get(nameOf(source));
    if (held && !changed.has(held.upTo)) changed.set(held.upTo, changes.since(held.upTo));
    const places = held && (source.kind === 'parameter' ? [] : changed.get(held.upTo));
    if (held && places) {
      wanted.push({ source, vector: held.vector, places });
      continue;
    }
    const vector = new Vector(plan.items);
    fresh.set(nameOf(source), { vector, upTo: 0 });
    wanted.push({ source, vector, places: 'all' });
  }
  return { fresh, wanted };
}

function forgetOldest(columns: Map<string, HeldColumn>): void {
  let bytes = [...columns.values()].reduce((sum, { vector }) => sum + vector.bytes, 0);
  for (const [name, { vector }] of columns) {
    if (bytes <= MOST_BYTES) return;
    bytes -= vector.bytes;
    columns.delete(name);
  }
}

/** A computed column of the same name may have been edited, but then the view is another one. */
function nameOf({ kind, name }: ColumnSource): string {
  return `${kind} ${name}`;
}

/** With its working memory the runner stays below 300 MB at a million items. */
const MOST_BYTES = 96_000_000;
/** Half of that may be columns that nobody has asked for yet. */
const SIBLING_BYTES = MOST_BYTES / 2;
/** A double and its code. */
const BYTES_A_NUMBER = 9;
