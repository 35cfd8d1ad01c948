import { deepStrictEqual as equal, ok, rejects } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fc from 'fast-check';
import type { Row } from '../../protocol/runner.ts';
import { openReader } from '../../runner/openRunner.ts';
import { openStore } from '../../runner/store/open.ts';
import { sourcePrograms } from './programs.ts';
import { type HistoryWorkspace, historyWorkspace } from './historyWorkspace.ts';

/* Accounting and keeping of results over random histories of everything that a person, or a power cut, can do to them. */

/** Version v of the objective; it fails where x is v. */
const code = (version: number): string =>
  `export const f = ({ x }) => { if (x === ${version}) throw new Error('no ${version}'); return { y: x + ${version} / 10 }; };\n`;
const task = (values: readonly number[], keep?: number): string =>
  `run: { node: ./f.mjs#f }\nparameters: { x: [${values.join(', ')}] }\nexecution: { workers: 1 }\n${keep === undefined ? '' : `cache: { keep: ${keep} }\n`}`;

type Step =
  | { readonly kind: 'run'; readonly file: string; readonly select: 'missing' | 'all' }
  | { readonly kind: 'code'; readonly version: number }
  | { readonly kind: 'space'; readonly file: string; readonly values: readonly number[]; readonly keep: number | undefined }
  | { readonly kind: 'delete'; readonly file: string; readonly what: 'failed' | 'stale' | 'orphans' | 'all' | 'where'; readonly x: number }
  | { readonly kind: 'restore' | 'gc' }
  | { readonly kind: 'register'; readonly file: string; readonly x: number }
  | { readonly kind: 'accept' | 'freeze' | 'drop'; readonly file: string }
  | { readonly kind: 'set' | 'tag'; readonly file: string; readonly x: number }
  | { readonly kind: 'processes'; readonly runs: readonly ProcessRun[] };

/** A command line of its own that runs a task, killed at the n-th passing of any fault point when there is one. */
interface ProcessRun {
  readonly file: string;
  readonly killedAt: number | undefined;
}

const FILES = ['a.sweep.yaml', 'b.sweep.yaml'];
const file = fc.constantFrom(...FILES);
const x = fc.integer({ min: 1, max: 5 });
const version = fc.integer({ min: 1, max: 3 });
const processRun = fc.record({ file, killedAt: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }) });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('run' as const), file, select: fc.constantFrom('missing' as const, 'all' as const) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('code' as const), version }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('space' as const),
      file,
      values: fc.uniqueArray(x, { minLength: 1, maxLength: 4 }),
      keep: fc.constantFrom(undefined, 0, 2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('delete' as const),
      file,
      what: fc.constantFrom('failed' as const, 'stale' as const, 'orphans' as const, 'all' as const, 'where' as const),
      x,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('restore' as const, 'gc' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('register' as const), file, x }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('accept' as const), file }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('freeze' as const, 'drop' as const), file }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('set' as const, 'tag' as const), file, x }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('processes' as const), runs: fc.array(processRun, { minLength: 1, maxLength: 2 }) }),
  },
);

/** What happens to two tasks with one objective over some time. */
export const histories: fc.Arbitrary<readonly Step[]> = fc.array(step, { minLength: 8, maxLength: 20 });

/** Everything that a person sees of one task. */
interface Seen {
  readonly rows: ReadonlyMap<string, Row>;
  readonly orphans: ReadonlySet<string>;
}

async function look({ runner }: HistoryWorkspace, name: string): Promise<Seen> {
  const rows = await runner.page({ file: name });
  const orphans = await runner.page({ file: name, states: ['orphan'] });
  return { rows: new Map(rows.rows.map((row) => [row.key, row])), orphans: new Set(orphans.rows.map((row) => row.key)) };
}

async function assertAccounts(workspace: HistoryWorkspace): Promise<void> {
  for (const name of FILES) {
    const { items, done, failed, stale, pending, cancelled, orphans } = await workspace.status(name);
    equal(done + failed + stale + pending + cancelled, items);
    equal(await toldByAnother(workspace, name), { items, done, failed, stale, pending, cancelled, orphans });
    const seen = await look(workspace, name);
    const counts = Object.groupBy(seen.rows.values(), (row) => row.state);
    equal(
      [
        seen.rows.size,
        counts.done?.length ?? 0,
        counts.failed?.length ?? 0,
        counts.stale?.length ?? 0,
        counts.pending?.length ?? 0,
        seen.orphans.size,
      ],
      [items, done, failed, stale, pending, orphans],
    );
  }
}

/** The counts as a process tells them that has looked at nothing before, and so may trust what is remembered. */
async function toldByAnother({ folder }: HistoryWorkspace, name: string): Promise<Readonly<Record<string, number | undefined>>> {
  const { runner, close } = await openReader(folder);
  try {
    const [told] = await runner.status({ files: [name] });
    const { items, done, failed, stale, pending, cancelled, orphans } = told ?? {};
    return { items, done, failed, stale, pending, cancelled, orphans };
  } finally {
    await close();
  }
}

type Rows = ReadonlyMap<string, Row>;

/** The rows of every task by its file. */
async function lookAtAll(workspace: HistoryWorkspace): Promise<ReadonlyMap<string, Rows>> {
  const all = new Map<string, Rows>();
  for (const name of FILES) all.set(name, (await look(workspace, name)).rows);
  return all;
}

/** Rows of the other tasks, but for items that are this one's as well. */
function without(all: ReadonlyMap<string, Rows>, name: string, own: Rows | undefined): readonly Row[] {
  return [...all].flatMap(([file, rows]) => (file === name ? [] : [...rows.values()].filter(({ key }) => !own?.has(key))));
}

/** Row ids of all attempts that the store holds and that are not deleted, looked at past the runner. */
function livingRuns({ folder }: HistoryWorkspace): ReadonlySet<number> {
  const store = openStore(folder, 'read');
  try {
    const keys = store.taskFiles().flatMap((name) => store.keysOf(store.known({ file: name, digest: '' }).task));
    return new Set(keys.flatMap((key) => store.history(key).map((run) => run.id)));
  } finally {
    store.close();
  }
}

/** How many of `before` are gone. */
function lost(before: ReadonlySet<number>, after: ReadonlySet<number>): number {
  return [...before].filter((run) => !after.has(run)).length;
}

/** What has been done that must be seen again, whatever else happens. */
interface Past {
  /** Those that can be taken back. */
  readonly deletions: number[];
  /** What each version showed when it was made, by file and version. */
  readonly versions: Map<string, readonly FrozenRow[]>;
  readonly tags: Map<string, ReadonlySet<string>>;
}

type FrozenRow = Pick<Row, 'key' | 'outputs'> & { readonly failed: boolean };

async function frozenRows({ runner }: HistoryWorkspace, name: string, version: string): Promise<readonly FrozenRow[]> {
  return facts((await runner.page({ file: name, version })).rows);
}

function facts(rows: Iterable<Row>): readonly FrozenRow[] {
  // A version does not say which of its results are stale by today's code, nor which point comes first in today's space.
  const known = [...rows].filter(({ state }) => state !== 'pending').sort((a, b) => (a.key < b.key ? -1 : 1));
  return known.map(({ key, state, outputs }) => ({ key, outputs, failed: state === 'failed' }));
}

async function assertPast(workspace: HistoryWorkspace, { versions, tags }: Past): Promise<void> {
  for (const [of, rows] of versions) {
    const [name = '', version = ''] = of.split(' ');
    equal(await frozenRows(workspace, name, version), rows, `version ${version}`);
  }
  for (const name of FILES)
    for (const { key, tags: shown } of (await look(workspace, name)).rows.values())
      equal(new Set(shown), tags.get(key) ?? new Set(), 'tags');
}

async function freeze(workspace: HistoryWorkspace, name: string, { versions }: Past): Promise<void> {
  const rows = facts((await look(workspace, name)).rows.values());
  if (rows.length === 0) return rejects(workspace.runner.freeze({ file: name }), /no results to freeze/);
  const { version } = await workspace.runner.freeze({ file: name });
  equal(await frozenRows(workspace, name, version), rows);
  versions.set(`${name} ${version}`, rows);
}

async function drop({ runner }: HistoryWorkspace, name: string, { versions }: Past): Promise<void> {
  const [newest] = [...versions.keys()].filter((of) => of.startsWith(name)).slice(-1);
  if (newest === undefined) return;
  await runner.drop({ file: name, version: newest.slice(name.length + 1) });
  versions.delete(newest);
}

async function tag(
  workspace: HistoryWorkspace,
  { file: name, x: at }: { readonly file: string; readonly x: number },
  { tags }: Past,
): Promise<void> {
  const keys = [...(await look(workspace, name)).rows.keys()];
  const key = keys[at % keys.length];
  if (key === undefined) return;
  const all = new Set([...(tags.get(key) ?? []), `t${at}`]);
  equal(new Set((await workspace.runner.tag({ file: name, key, add: [`t${at}`] })).tags), all);
  tags.set(key, all);
}

/** Does one step; answers how many rows it says to have taken away. */
async function perform(workspace: HistoryWorkspace, one: Step, past: Past): Promise<number> {
  const { deletions } = past;
  const { runner } = workspace;
  switch (one.kind) {
    case 'run': {
      const { items, done, failed, stale, pending, cancelled } = await workspace.run(one.file, { select: one.select });
      equal(done + failed + stale + pending + cancelled, items);
      equal(done + failed, items);
      return 0;
    }
    case 'set': {
      const { items, done, failed } = await workspace.run(one.file, { set: { x: one.x } });
      equal([items, done + failed], [1, 1]);
      return 0;
    }
    case 'freeze':
      await freeze(workspace, one.file, past);
      return 0;
    case 'drop':
      await drop(workspace, one.file, past);
      return 0;
    case 'tag':
      await tag(workspace, one, past);
      return 0;
    case 'code':
      workspace.write({ 'f.mjs': code(one.version) });
      return 0;
    case 'space':
      workspace.write({ [one.file]: task(one.values, one.keep) });
      return 0;
    case 'delete': {
      const request = {
        file: one.file,
        select: one.what === 'where' ? { kind: 'where' as const, where: `x == ${one.x}` } : { kind: one.what },
      };
      const planned = await runner.delete({ ...request, dry: true });
      const { deletion, ...done } = await runner.delete(request);
      equal(done, planned);
      if (deletion !== undefined) deletions.push(deletion);
      return done.rows;
    }
    case 'restore': {
      const last = deletions.pop();
      if (last !== undefined) ok((await runner.restore({ deletion: last })).rows > 0);
      return 0;
    }
    case 'register': {
      const { key } = await runner.register({ file: one.file, point: { x: one.x }, outputs: { y: -1 } });
      equal({ ...Object((await runner.item({ file: one.file, key })).outputs) }, { y: -1 });
      return 0;
    }
    case 'accept': {
      const { stale } = await workspace.status(one.file);
      equal(await runner.accept({ file: one.file }), { stale, imported: 0 });
      equal((await workspace.status(one.file)).stale, 0);
      return 0;
    }
    case 'processes':
      await workspace.reopen(() => runProcesses(workspace, one.runs));
      return 0;
    case 'gc': {
      deletions.length = 0;
      const { rows } = await runner.gc({});
      const { rows: more, deleted, pieces, folders } = await runner.gc({ dry: true });
      equal({ more, deleted, pieces, folders }, { more: 0, deleted: 0, pieces: 0, folders: 0 });
      return rows;
    }
  }
}

/** Command lines at the same time; one that is not killed ends well, whatever becomes of the others. */
async function runProcesses({ folder, env }: HistoryWorkspace, runs: readonly ProcessRun[]): Promise<void> {
  const ended = runs.map(async ({ file, killedAt }) => {
    const faults = killedAt === undefined ? {} : { SWEEPDECK_FAULT: `*:${killedAt}:kill9` };
    const child = spawn(process.execPath, [sourcePrograms.cli, 'run', file, '--workspace', folder], {
      cwd: folder,
      env: { ...process.env, ...env, ...faults },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    const [code, signal] = await once(child, 'close');
    return { code, killed: signal === 'SIGKILL' && killedAt !== undefined, said: Buffer.concat(said).toString() };
  });
  const all = await Promise.all(ended);
  const someoneDied = all.some(({ killed }) => killed);
  // Who was attached to a runner that is killed is told so, and ends with 1.
  const allowed = someoneDied ? [0, 1, 2] : [0, 2];
  for (const { code, killed, said } of all)
    ok(killed || allowed.includes(Number(code)), `a command line ended with ${String(code)}: ${said}`);
}

/** Lives one history through in a workspace of its own, and compares after every step. Throws at the first violation. */
export async function live(steps: readonly Step[]): Promise<void> {
  const workspace = await historyWorkspace({ 'f.mjs': code(1), 'a.sweep.yaml': task([1, 2, 3]), 'b.sweep.yaml': task([2, 3, 4]) });
  try {
    const past: Past = { deletions: [], versions: new Map(), tags: new Map() };
    for (const one of steps) {
      const before = livingRuns(workspace);
      const shown = await lookAtAll(workspace);
      const taken = await perform(workspace, one, past);
      await assertAccounts(workspace);
      await assertPast(workspace, past);
      equal(lost(before, livingRuns(workspace)), taken, 'rows that are gone');
      if (one.kind === 'gc') equal(await lookAtAll(workspace), shown);
      if (one.kind === 'delete') {
        const own = shown.get(one.file);
        equal(without(await lookAtAll(workspace), one.file, own), without(shown, one.file, own), 'items that only another task has');
      }
    }
  } finally {
    await workspace.close();
  }
}
