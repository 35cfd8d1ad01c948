import { setImmediate as turn } from 'node:timers/promises';
import { decode } from '../../core/value/encode.ts';
import { isValueMap, type Point, type ValueMap } from '../../core/value/value.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { KeptRenamed, RenamedRequest } from '../../protocol/manage.ts';
import { DONE, type Store, type StoredRun } from '../store/store.ts';
import { codeAt, type TaskView, viewKey } from '../taskView.ts';
import { copyItemFolder } from './itemFolders.ts';
import { partChanges } from './partChanges.ts';
import { isIn, likelyRename, type Rename, renamedPoint } from './renames.ts';
import { vouchFor } from './vouch.ts';

/** What keeping renamed results works on. */
export interface RenamedPlace {
  readonly workspace: string;
  readonly store: Store;
  readonly view: TaskView;
}

/**
 * Results that a renamed parameter has left behind, as those of the points that have it under its new name: copied under
 * the new key with today's fingerprint, so that the originals stay what they are. Of older code than the newest of them,
 * or of files that have changed, none is taken, because those were not current before the rename either; nor is one whose seed would be another now.
 */
export async function keepRenamed(place: RenamedPlace, request: RenamedRequest): Promise<KeptRenamed> {
  const rename = checkedRename(place, request);
  if (!rename) return { kept: 0, older: 0, otherSeed: 0, changes: [] };
  const { matches, otherSeed } = await matchesOf(place, rename);
  const newest = matches.reduce((best, { run }) => (run.id > best.id ? run : best), { id: 0, fingerprint: 0 });
  const { files } = place.view.plan;
  const kept = matches.filter(({ run, item }) => run.fingerprint === newest.fingerprint && run.files === files?.text(item));
  if (request.dry !== true && kept.length > 0) await copyAll(place, rename, kept);
  const { fingerprint } = place.view.plan;
  const today = { ...fingerprint.parts, ...fingerprint.details };
  const stored = kept.length === 0 ? today : (place.store.fingerprintParts(newest.fingerprint) ?? {});
  return { ...rename, kept: kept.length, older: matches.length - kept.length, otherSeed, changes: partChanges(stored, today) };
}

/** The rename that was asked for, or the likely one; refused where both names, or neither, are in the space. */
function checkedRename({ store, view }: RenamedPlace, { from, to }: RenamedRequest): Rename | undefined {
  const { names } = view.plan.space;
  if (from === undefined || to === undefined) {
    // Row ids ascend: the last sweep had the names that were there before the rename.
    const newest = store.runs(view.view.orphans.slice(-LOOKED_AT)).filter((run) => !run.damaged);
    const last = newest.at(-1)?.sweep;
    return likelyRename(newest.filter(({ sweep }) => sweep === last).flatMap(parametersOf), names);
  }
  if (names.some((name) => isIn(name, from)))
    throw new RunnerError('bad-request', `\`${from}\` is still a parameter of this sweep: its results are where they belong.`);
  if (!names.some((name) => isIn(name, to)))
    throw new RunnerError('bad-request', `The sweep has no parameter \`${to}\`. Its parameters are ${names.join(', ')}.`);
  return { from, to };
}

/** So many of the newest orphans say what was renamed. */
const LOOKED_AT = 200;

interface Match {
  readonly run: StoredRun;
  readonly point: Point;
  readonly key: Uint8Array;
  readonly item: number;
}

/** Orphans that are, under the new name, items of the space that have no current result. */
async function matchesOf(place: RenamedPlace, rename: Rename): Promise<{ matches: readonly Match[]; otherSeed: number }> {
  const { store, view } = place;
  const { plan } = view;
  const found = new Map<string, Omit<Match, 'item'>>();
  const elsewhere = new Set<string>();
  for (let first = 0; first < view.view.orphans.length; first += BATCH) {
    for (const run of store.runs(view.view.orphans.slice(first, first + BATCH))) {
      const [stored] = run.ok && !run.damaged ? parametersOf(run) : [];
      const point = stored && renamedPoint(stored, rename, plan.space.names);
      if (!point) continue;
      const seed = plan.seed(point, run.replicate);
      const key = plan.keyer.key(point, seed);
      if (seed === run.seed) found.set(nameOf(key), { run, point, key });
      else elsewhere.add(nameOf(key));
    }
    await turn();
  }
  const matches: Match[] = [];
  let otherSeed = 0;
  for (let item = 0; item < plan.items && found.size + elsewhere.size > 0; item++) {
    if (item % BATCH === BATCH - 1) await turn();
    if (codeAt(view.view.state, item) === DONE) continue;
    const name = nameOf(viewKey(view, item));
    const match = found.get(name);
    if (match) matches.push({ ...match, item });
    else if (elsewhere.has(name)) otherSeed += 1;
    found.delete(name);
  }
  return { matches, otherSeed };
}

/** Rows of one transaction; clients are answered in between. */
const BATCH = 2000;

async function copyAll({ workspace, store, view }: RenamedPlace, { from, to }: Rename, kept: readonly Match[]): Promise<void> {
  const note = `${kept.length} results of \`${from}\` taken for \`${to}\``;
  const { sweep, end } = vouchFor({ store, view }, { kind: 'accepted', note, count: kept.length });
  for (let first = 0; first < kept.length; first += BATCH) {
    const some = kept.slice(first, first + BATCH);
    const logs = store.logs(some.map(({ run }) => run.id));
    for (const { run, key } of some) moveBelongings({ workspace, store }, run, key);
    store.commit(
      sweep,
      some.map(({ run, point, key, item }) => ({
        ...recorded(run),
        key,
        index: item,
        parameters: view.plan.encodeParameters(point),
        output: logs.get(run.id),
      })),
    );
    await turn();
  }
  end();
}

/** What a run was, without where it is stored and what it was stored with. */
function recorded({ id: _id, key: _key, fingerprint: _fingerprint, sweep: _sweep, damaged: _damaged, ...run }: StoredRun) {
  return run;
}

/** The item's folder, its tags and its note, where the new one has none. */
function moveBelongings({ workspace, store }: Pick<RenamedPlace, 'workspace' | 'store'>, run: StoredRun, key: Uint8Array): void {
  copyItemFolder(workspace, run.key, nameOf(key, 'hex'));
  const labels = store.labels(Buffer.from(run.key, 'hex'));
  const present = store.labels(key);
  const isLabelled = labels.tags.length > 0 || labels.note !== null;
  if (isLabelled && present.tags.length === 0 && present.note === null) store.label(key, labels);
}

function parametersOf({ parameters }: StoredRun): readonly ValueMap[] {
  const value = decode(parameters);
  return isValueMap(value) ? [value] : [];
}

function nameOf(key: Uint8Array, encoding: 'latin1' | 'hex' = 'latin1'): string {
  return Buffer.from(key).toString(encoding);
}
