import { setImmediate as turn } from 'node:timers/promises';
import type { Accepted } from '../../protocol/manage.ts';
import { PENDING, STALE, type NewRun, type Store, type StoredRun } from '../store/store.ts';
import { filesPart } from '../itemFiles.ts';
import { codeAt, type TaskView, viewKey } from '../taskView.ts';
import { keysOfItems, selectedItems } from './selectedKeys.ts';
import { vouchFor } from './vouch.ts';

/**
 * Takes results of other code, and of another installation, as equivalent to what today's code would give: each is
 * copied as a run with today's fingerprint. So a third version of the code makes it stale again by itself, and the
 * original stays what it was.
 */
export async function acceptResults(
  of: { readonly store: Store; readonly view: TaskView },
  request: { readonly where?: string },
): Promise<Accepted> {
  const { store, view } = of;
  const items = selectedItems(of, { where: request.where, states: ['stale', 'pending'] });
  const stale = new Set([...items].filter((item) => codeAt(view.view.state, item) === STALE).map((item) => view.view.run[item] ?? 0));
  const pending = items.filter((item) => codeAt(view.view.state, item) === PENDING);
  const imported = store.imported(keysOfItems(view, pending));
  const filesOf = filesByKey(view, items);
  const runs = [...stale, ...imported];
  if (runs.length === 0) return { stale: 0, imported: 0 };
  const { sweep, end } = vouchFor(of, {
    kind: 'accepted',
    note: `${stale.size} stale and ${imported.length} imported results taken as equivalent`,
    count: runs.length,
  });
  let accepted = 0;
  let stored: Promise<void> = Promise.resolve();
  for (let first = 0; first < runs.length; first += BATCH) {
    const sound = store.runs(runs.slice(first, first + BATCH)).filter((run) => run.ok && !run.damaged);
    const logs = store.logs(sound.map((run) => run.id));
    const copies = sound.map((run) => ({ ...copyOf(run, logs.get(run.id)), ...filesOf(run.key) }));
    // One group is committed while the next one is read.
    await stored;
    stored = commitGroup(store, sweep, copies);
    // What it rejects with is thrown by the next `await stored`.
    stored.catch(() => undefined);
    await turn();
    accepted += sound.filter((run) => stale.has(run.id)).length;
  }
  await stored;
  end();
  return { stale: accepted, imported: imported.length };
}

/** Rows of one transaction; clients are answered in between. */
const BATCH = 2000;

/** What the files of an item hold today, by its key. */
function filesByKey(view: TaskView, items: Iterable<number>): (key: string) => Pick<NewRun, 'files'> {
  const { files } = view.plan;
  if (!files) return () => filesPart(undefined, 0);
  const known = new Map<string, number>();
  for (const item of items) known.set(Buffer.from(viewKey(view, item)).toString('hex'), item);
  return (key) => filesPart(files, known.get(key) ?? 0);
}

function commitGroup(store: Store, sweep: number, runs: readonly NewRun[]): Promise<void> {
  return new Promise((resolve, reject) => {
    store.commitAside(sweep, runs, (answer) => ('error' in answer ? reject(answer.error) : resolve()));
  });
}

function copyOf(run: StoredRun, output: NewRun['output']): Omit<NewRun, 'files'> {
  const { index, replicate, seed, attempt, ok, parameters, outputs, failure, seconds, finishedAt, worker } = run;
  return {
    key: Buffer.from(run.key, 'hex'),
    index,
    replicate,
    seed,
    attempt,
    ok,
    parameters,
    outputs,
    failure,
    seconds,
    finishedAt,
    worker,
    output,
  };
}
