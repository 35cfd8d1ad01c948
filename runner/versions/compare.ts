import { setImmediate as turn } from 'node:timers/promises';
import { sameValue } from '../../core/value/equal.ts';
import { decode } from '../../core/value/encode.ts';
import { isValueMap, type ValueMap, valueMap } from '../../core/value/value.ts';
import type { ItemChange, VersionComparison } from '../../protocol/versions.ts';
import { partChanges } from '../manage/partChanges.ts';
import type { Store, StoredRun } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import { findFrozen, idsIn } from './frozen.ts';

interface Context {
  readonly store: Store;
  readonly view: TaskView;
}

/** One side of a comparison. */
interface Side {
  readonly name: string;
  readonly ids: ReadonlySet<number>;
  readonly parts: Readonly<Record<string, string>>;
}

/** What became different from one version to another, or until now. Rows that both have are not even read. */
export async function compareVersionsOf(
  context: Context,
  request: { readonly from: string; readonly to?: string },
): Promise<VersionComparison> {
  const from = sideOf(context, request.from);
  const to = request.to === undefined ? present(context.view) : sideOf(context, request.to);
  const before = await runsByKey(
    context.store,
    [...from.ids].filter((id) => !to.ids.has(id)),
  );
  const after = await runsByKey(
    context.store,
    [...to.ids].filter((id) => !from.ids.has(id)),
  );
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  // Rows were stored in the order in which workers came to an end; people read in point order.
  const place = (key: string): number => (after.get(key) ?? before.get(key))?.index ?? 0;
  const changes = keys.sort((a, b) => place(a) - place(b)).flatMap((key) => changeOf(key, before.get(key), after.get(key)) ?? []);
  const count = (kind: ItemChange['kind']): number => changes.filter((one) => one.kind === kind).length;
  const [added, removed, changed] = [count('added'), count('removed'), count('changed')];
  return {
    from: from.name,
    to: to.name,
    equal: from.ids.size - removed - changed,
    added,
    removed,
    changed,
    parts: partChanges(from.parts, to.parts),
    changes: changes.slice(0, MOST_CHANGES),
  };
}

const MOST_CHANGES = 100;

function sideOf({ store, view }: Context, named: string): Side {
  const { text, record } = findFrozen(store, view.task, named);
  return { name: text.version, ids: new Set(idsIn(text.runs)), parts: record.parts };
}

function present(view: TaskView): Side {
  const { parts, details } = view.plan.fingerprint;
  return { name: 'now', ids: new Set([...view.view.run].filter((id) => id !== 0)), parts: { ...parts, ...details } };
}

async function runsByKey(store: Store, ids: readonly number[]): Promise<ReadonlyMap<string, StoredRun>> {
  const runs = new Map<string, StoredRun>();
  for (let first = 0; first < ids.length; first += BLOCK) {
    for (const run of store.runs(ids.slice(first, first + BLOCK))) runs.set(run.key, run);
    await turn();
  }
  return runs;
}

/** A few milliseconds of reading. */
const BLOCK = 1000;

function changeOf(key: string, before: StoredRun | undefined, after: StoredRun | undefined): ItemChange | undefined {
  const run = after ?? before;
  if (!run) return undefined;
  const parameters = mappingIn(run.parameters);
  if (!before || !after) return { key, parameters, kind: before ? 'removed' : 'added', outputs: [] };
  const outputs = differences(mappingIn(before.outputs), mappingIn(after.outputs));
  return outputs.length === 0 && before.ok === after.ok ? undefined : { key, parameters, kind: 'changed', outputs };
}

function differences(before: ValueMap, after: ValueMap): ItemChange['outputs'] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [from, to] = [before[name], after[name]];
    if (from !== undefined && sameValue(from, to)) return [];
    return [{ name, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
  });
}

function mappingIn(text: string | null): ValueMap {
  const value = text === null ? null : decode(text);
  return isValueMap(value) ? value : valueMap();
}
