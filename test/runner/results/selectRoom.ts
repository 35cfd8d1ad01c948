import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from '../../../core/value/encode.ts';
import { type Value, valueMap } from '../../../core/value/value.ts';
import { openStore } from '../../../runner/store/open.ts';
import type { NewRun, Store } from '../../../runner/store/store.ts';
import { finish } from '../../../runner/steps.ts';
import { type LoadedTask, openTaskBook } from '../../../runner/tasks.ts';
import { openTaskView, type TaskView, viewKey } from '../../../runner/taskView.ts';

/** What became of an item: outputs, or the message of its error. */
export type Fate = { readonly outputs: Readonly<Record<string, Value>> } | { readonly error: string };

/** A task with a real store, into which results are written without running anything. */
export interface SelectRoom {
  readonly store: Store;
  readonly view: TaskView;
  /** The task as it was read. */
  readonly loaded: LoadedTask;
  /** Commits what became of some items, as a sweep does. */
  record(fates: ReadonlyMap<number, Fate>): void;
  /** Reads the view anew from the store, as after a restart. */
  reopen(): SelectRoom;
  close(): void;
}

/** `task` without its `run`; the objective is never started. */
export async function selectRoom(task: string): Promise<SelectRoom> {
  const root = mkdtempSync(join(tmpdir(), 'sd-sel-'));
  const before = process.env['SWEEPDECK_DATA_DIR'];
  process.env['SWEEPDECK_DATA_DIR'] = join(root, 'data');
  mkdirSync(join(root, 'w'));
  const file = join(root, 'w', 't.sweep.yaml');
  writeFileSync(join(root, 'w', 'm.mjs'), 'export function run() {}\n');
  writeFileSync(file, `run: { node: ./m.mjs#run }\n${task}`);
  const store = openStore(join(root, 'w'), 'write');
  const loaded = await openTaskBook(join(root, 'w')).load(file);
  const { plan, problems } = loaded;
  if (!plan) throw new Error(problems.map(({ message }) => message).join('\n'));
  const ids = {
    task: store.taskId(plan.storedAs, plan.task.name),
    fingerprint: store.fingerprintId(plan.fingerprint.digest, plan.fingerprint.parts),
  };
  const sweep = store.beginSweep({ ...ids, startedAt: 1_790_000_000_000, text: '', selected: plan.items });
  const close = (): void => {
    store.close();
    rmSync(root, { recursive: true, force: true });
    if (before === undefined) delete process.env['SWEEPDECK_DATA_DIR'];
    else process.env['SWEEPDECK_DATA_DIR'] = before;
  };
  const roomOf = (view: TaskView): SelectRoom => ({
    store,
    view,
    loaded,
    record(fates) {
      const runs = [...fates].map(([item, fate]) => runOf(view, item, fate));
      const committed = store.commit(sweep, runs);
      const rows = {
        length: runs.length,
        item: (at: number) => runs[at]?.index ?? 0,
        isOk: (at: number) => runs[at]?.ok === true,
        isToday: () => true,
      };
      view.apply(rows, committed, store.revision());
    },
    reopen: () => roomOf(finish(openTaskView(store, plan))),
    close,
  });
  return roomOf(finish(openTaskView(store, plan)));
}

function runOf(view: TaskView, item: number, fate: Fate): NewRun {
  const { point, replicate, seed } = view.plan.item(item);
  const ok = 'outputs' in fate;
  return {
    key: viewKey(view, item),
    index: item,
    replicate,
    seed,
    attempt: 1 + (item % 3),
    ok,
    parameters: view.plan.encodeParameters(point),
    outputs: ok ? encode(valueMap(Object.entries(fate.outputs))) : null,
    failure: ok ? null : { kind: 'exception', type: 'ValueError', message: fate.error, trace: '' },
    seconds: item / 7,
    finishedAt: 1_790_000_000_000 + item,
    worker: `node-${item % 2}`,
    output: undefined,
    files: undefined,
  };
}
