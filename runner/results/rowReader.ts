import { isValueMap, type Value } from '../../core/value/value.ts';
import type { Store, StoredRun } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import type { ColumnSource } from './columnSource.ts';
import { failureValues } from './failureValues.ts';
import { plannedValue } from './plannedValue.ts';
import { outputsOf } from './rows.ts';

/** Reads values of single items, of any size; stored runs are fetched in blocks of neighbouring items. For columns that no vector holds. */
export function rowReader(
  of: { readonly store: Store; readonly view: TaskView },
  source: ColumnSource,
): (item: number) => Value | undefined {
  const { store, view } = of;
  if (source.kind === 'derived') {
    const readers = new Map([...source.derived.inputs].map(([name, input]) => [name, rowReader(of, input)]));
    return (item) => source.derived.evaluate((name) => readers.get(name)?.(item));
  }
  if (source.kind === 'parameter' || (source.kind === 'item' && !RUN_FACTS.has(source.name))) return plannedValue(view, source);
  let block = -1;
  let runs = new Map<number, StoredRun>();
  const cause = failureValues();
  return (item) => {
    const at = Math.floor(item / BLOCK);
    if (at !== block) {
      const ids = [...view.view.run.subarray(at * BLOCK, (at + 1) * BLOCK)].filter((id) => id !== 0);
      runs = new Map(store.runs(ids).map((run) => [run.id, run]));
      block = at;
    }
    const run = runs.get(view.view.run[item] ?? 0);
    return source.kind === 'output' ? memberOf(outputsOf(run), source.name) : factOf(run, source.name, cause);
  };
}

const RUN_FACTS: ReadonlySet<string> = new Set(['seconds', 'attempts', 'finishedAt', 'worker', 'error', 'cause']);

function factOf(run: StoredRun | undefined, name: string, cause: (run: StoredRun | undefined) => Value | undefined): Value | undefined {
  switch (name) {
    case 'attempts':
      return run?.attempt ?? 0;
    case 'error':
      return run?.failure?.message;
    case 'cause':
      return cause(run);
    case 'seconds':
    case 'finishedAt':
    case 'worker':
      return run?.[name];
    default:
      return undefined;
  }
}

function memberOf(outputs: Value, name: string): Value | undefined {
  return isValueMap(outputs) && Object.hasOwn(outputs, name) ? outputs[name] : undefined;
}

const BLOCK = 1024;
