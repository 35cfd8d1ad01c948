import { decodeParsed } from '../../core/value/encode.ts';
import type { Value } from '../../core/value/value.ts';
import type { RunPart } from '../store/scan.ts';
import type { Store, StoredRun } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import type { ColumnSource } from './columnSource.ts';
import { failureValues } from './failureValues.ts';
import { plannedValue } from './plannedValue.ts';
import { outputsOf } from './rows.ts';
import type { Steps } from '../steps.ts';
import type { Vector } from './vector.ts';

/** A column that has to be read, at all places or at some. */
export interface Wanted {
  readonly source: ColumnSource;
  readonly vector: Vector;
  readonly places: 'all' | readonly number[];
}

interface Context {
  readonly store: Store;
  readonly view: TaskView;
}

/** Reads values into vectors: those of the plan by computing them, those of runs by one scan for each part of a run. Derived columns: see fillDerived.ts. */
export function* fillColumns(context: Context, wanted: readonly Wanted[]): Steps<void> {
  const byPart = Map.groupBy(wanted, ({ source }) => partOf(source));
  for (const [part, columns] of byPart) {
    if (part === 'planned') for (const column of columns) yield* fillPlanned(context, column);
    else if (part === 'derived') continue;
    else if (part === 'failure') for (const column of columns) yield* fillFailures(context, column);
    else yield* fillScanned(context, part, columns);
  }
}

type Part = 'planned' | 'failure' | 'derived' | RunPart;

function partOf({ kind, name }: ColumnSource): Part {
  if (kind === 'output') return 'outputs';
  if (kind === 'parameter') return 'planned';
  if (kind === 'derived') return 'derived';
  switch (name) {
    case 'seconds':
    case 'attempts':
    case 'finishedAt':
    case 'worker':
    case 'error':
      return name;
    case 'cause':
      return 'failure';
    default:
      return 'planned';
  }
}

function* fillPlanned({ view }: Context, { source, vector, places }: Wanted): Steps<void> {
  const read = plannedValue(view, source);
  const count = places === 'all' ? vector.length : places.length;
  for (let at = 0; at < count && !vector.wide; at++) {
    const place = places === 'all' ? at : (places[at] ?? 0);
    vector.set(place, read(place));
    if (at % BLOCK === BLOCK - 1) yield;
  }
}

function* fillFailures({ store, view }: Context, { vector, places }: Wanted): Steps<void> {
  const read = failureValues();
  for (const items of blocks(view, places)) {
    const runs = new Map(store.runs(runsOf(view, items)).map((run) => [run.id, run]));
    for (const item of items) vector.set(item, read(runs.get(view.view.run[item] ?? 0)));
    yield;
  }
}

function* fillScanned(context: Context, part: RunPart, columns: readonly Wanted[]): Steps<void> {
  for (const [places, same] of Map.groupBy(columns, (column) => column.places)) {
    for (const items of blocks(context.view, places)) {
      fillBlock(context, items, { part, columns: same });
      yield;
    }
  }
}

interface BlockOf {
  readonly part: RunPart;
  readonly columns: readonly Wanted[];
}

function fillBlock({ store, view }: Context, items: readonly number[], { part, columns }: BlockOf): void {
  const { run } = view.view;
  const ordered = isAscending(items, run) ? items : items.toSorted((a, b) => (run[a] ?? 0) - (run[b] ?? 0));
  const ids = runsOf(view, ordered);
  const parts = scanned(store, part, ids);
  let at = 0;
  for (const item of ordered) {
    const id = run[item] ?? 0;
    if (id !== 0 && ids[at] !== id) at++;
    const found = id === 0 ? null : parts[at];
    if (part === 'outputs') setOutputs(item, found, columns);
    else for (const { vector } of columns) if (!vector.wide) vector.set(item, factIn(found, part));
  }
}

/** Ascending and each once; 0 stands for no run. */
function runsOf(view: TaskView, items: readonly number[]): readonly number[] {
  const ids: number[] = [];
  for (const item of items) {
    const id = view.view.run[item] ?? 0;
    if (id !== 0 && ids.at(-1) !== id) ids.push(id);
  }
  return ids;
}

/** A damaged text makes its block be read as whole runs, which are checked. */
function scanned(store: Store, part: RunPart, ids: readonly number[]): readonly unknown[] {
  try {
    return store.scan(part, ids);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const runs = new Map(store.runs(ids).map((run) => [run.id, run]));
    return ids.map((id) => partOfRun(runs.get(id), part));
  }
}

function partOfRun(run: StoredRun | undefined, part: RunPart): Value | undefined {
  switch (part) {
    case 'outputs':
      return outputsOf(run);
    case 'attempts':
      return run?.attempt;
    case 'error':
      return run?.failure?.message;
    default:
      return run?.[part];
  }
}

function setOutputs(item: number, raw: unknown, columns: readonly Wanted[]): void {
  const isTagged = typeof raw === 'object' && raw !== null && Object.hasOwn(raw, '$');
  const outputs = isTagged ? decodeParsed(raw) : raw;
  for (const { source, vector } of columns) {
    if (vector.wide) continue;
    const value = memberOf(outputs, source.name);
    // Numbers and text are what they are; anything else may be tagged.
    vector.set(item, isTagged || typeof value !== 'object' ? value : decodeParsed(value));
  }
}

function memberOf(outputs: unknown, name: string): Value | undefined {
  if (typeof outputs !== 'object' || outputs === null || !Object.hasOwn(outputs, name)) return undefined;
  // SAFETY: the object has this name of its own, and what stands there comes from JSON.
  return (outputs as Readonly<Record<string, Value>>)[name];
}

/** Items that were never run have no facts, but no attempts. */
function factIn(raw: unknown, part: RunPart): Value | undefined {
  if (raw === null || raw === undefined) return part === 'attempts' ? 0 : undefined;
  return decodeParsed(raw);
}

function* blocks(view: TaskView, places: Wanted['places']): Iterable<readonly number[]> {
  const count = places === 'all' ? view.plan.items : places.length;
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(from + BLOCK, count);
    yield places === 'all' ? range(from, to) : places.slice(from, to);
  }
}

function range(from: number, to: number): readonly number[] {
  const items: number[] = [];
  for (let item = from; item < to; item++) items.push(item);
  return items;
}

function isAscending(items: readonly number[], run: Float64Array): boolean {
  return items.every((item, at) => at === 0 || (run[items[at - 1] ?? 0] ?? 0) <= (run[item] ?? 0));
}

/** A millisecond of reading: the texts of longer blocks leave the cache of a processor before they are looked at. */
const BLOCK = 1024;
