import { compareVersions, formatVersion, nextVersion, parseVersion, type Version } from '../../core/version/version.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { FreezeRequest, FrozenVersion } from '../../protocol/versions.ts';
import { userName } from '../manage/vouch.ts';
import { STALE, type Store } from '../store/store.ts';
import { type TaskView, viewKey } from '../taskView.ts';
import { findFrozen, type Frozen, frozenOf, type FrozenText, keysDigest, rangesOf, shownVersion } from './frozen.ts';

interface Context {
  readonly store: Store;
  readonly view: TaskView;
}

/** Gives today's results of a task a number. Their rows are named, not copied, and `gc` keeps them from now on. */
export function freezeResults(context: Context, request: Omit<FreezeRequest, 'file'>): FrozenVersion {
  const { store, view } = context;
  const number = numberOf(view.task === 0 ? [] : frozenOf(store, view.task), request);
  const rows = rowsOf(view);
  if (rows.length === 0) throw new RunnerError('bad-request', 'There are no results to freeze yet; run the sweep first.');
  const { items, done, failed, stale, pending } = view.account();
  const sweep = store.sweepsOf(view.task, 'run').at(-1)?.id ?? null;
  const counts = { items, done, failed, stale, pending };
  return write(context, {
    ...head(view, formatVersion(number), request.note),
    ...counts,
    sweep,
    replicates: view.plan.task.replicates,
    runs: rangesOf(rows.map(({ run }) => run)),
    ...(stale > 0 && { staleRuns: rangesOf(rows.filter((row) => row.stale).map(({ run }) => run)) }),
    keys: keysDigest(rows.map(({ key }) => key)),
  });
}

/** Gives a version up: its rows are kept no longer than others. */
export function dropVersion(context: Context, named: string): FrozenVersion {
  const { store, view } = context;
  const { text } = findFrozen(store, view.task, named);
  return write(context, { ...text, ...head(view, text.version, 'dropped'), runs: [], staleRuns: [], dropped: true });
}

function head({ plan }: TaskView, version: string, note = ''): Pick<FrozenText, 'version' | 'file' | 'by' | 'note'> {
  return { version, file: plan.storedAs, by: userName(), note: note.slice(0, LONGEST_NOTE) };
}

const LONGEST_NOTE = 10_000;

function numberOf(versions: readonly Frozen[], { version, bump }: Pick<FreezeRequest, 'version' | 'bump'>): Version {
  const latest = versions.flatMap(({ text }) => parseVersion(text.version) ?? []).at(-1);
  if (version === undefined) return nextVersion(latest, bump ?? 'major');
  const wanted = parseVersion(version);
  if (!wanted) throw new RunnerError('bad-request', `\`${version.slice(0, 40)}\` is no version: it is written v1, v1.2 or v1.2.3.`);
  if (versions.some(({ text }) => compareVersions(parseVersion(text.version) ?? wanted, wanted) === 0))
    throw new RunnerError(
      'bad-request',
      `There is a version ${formatVersion(wanted)} already. Choose another number, or replace the latest one with --bump keep.`,
    );
  return wanted;
}

interface FrozenRow {
  readonly run: number;
  readonly key: string;
  readonly stale: boolean;
}

/** The deciding row of every item that has one, by ascending id. */
function rowsOf(view: TaskView): readonly FrozenRow[] {
  const rows: FrozenRow[] = [];
  const { run, state } = view.view;
  for (let item = 0; item < run.length; item++) {
    const id = run[item] ?? 0;
    if (id === 0) continue;
    rows.push({ run: id, key: Buffer.from(viewKey(view, item)).toString('hex'), stale: state[item] === STALE });
  }
  return rows.sort((a, b) => a.run - b.run);
}

function write({ store, view }: Context, text: FrozenText): FrozenVersion {
  const { plan } = view;
  const task = store.taskId(plan.storedAs, plan.task.name);
  const fingerprint = store.fingerprintId(plan.fingerprint.digest, { ...plan.fingerprint.parts, ...plan.fingerprint.details });
  const at = Date.now();
  const id = store.beginSweep({
    task,
    fingerprint,
    objective: plan.objective,
    startedAt: at,
    text: JSON.stringify(text),
    selected: text.items,
  });
  store.endSweep(id, { finishedAt: at, end: 'frozen', summary: '{}' });
  const record = store.sweepRecord(id);
  if (!record) throw new RunnerError('internal', 'The version was not stored.');
  return shownVersion({ text, record });
}
