import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import { setTimeout as pause } from 'node:timers/promises';
import type { FailureKind } from '../../core/task/task.ts';
import type { Row } from '../../protocol/runner.ts';
import { findMarked } from '../../runner/objective/processes.ts';
import { attachTo, type Life, startRunner } from './life.ts';
import { expected, type Room } from './room.ts';

export interface ExpectedFailure {
  readonly xs: ReadonlySet<number>;
  readonly attempts: number;
  /** The causes that may be given, what the message says, and how many seconds the last attempt may have taken. */
  readonly kinds?: readonly FailureKind[];
  readonly message?: RegExp;
  readonly longest?: number;
}

export interface Expectation {
  /** x that must be failed at the end, each with exactly so many attempts; all others must be done. */
  readonly failed?: ExpectedFailure;
  /** Files that may lie in `.sweepdeck` besides the usual ones. */
  readonly aside?: RegExp;
  /** Executions of stored items are allowed: their store was taken away on purpose. */
  readonly maxAgain?: number;
}

/** Everything that must hold in a room after its last life, as sentences about what does not. */
export async function judge(room: Room, lives: readonly Life[], expectation: Expectation = {}): Promise<readonly string[]> {
  const last = lives.at(-1)?.summary;
  return [
    ...lives.flatMap(({ violations }) => violations),
    ...(last ? judgeSum(last) : ['the sweep never came to its end']),
    ...(last?.refused ? [`the sweep was given up: ${last.refused.message}`] : []),
    ...judgeToldness(lives),
    ...judgeExecutions(room, lives, expectation.maxAgain ?? 0),
    ...(await judgeRows(room, expectation)),
    ...judgeDatabase(room),
    ...(await judgeSurvivors(room)),
    ...judgeFolder(room, expectation.aside),
  ];
}

function judgeSum({ items, done, failed, stale, pending, cancelled }: NonNullable<Life['summary']>): readonly string[] {
  return items === done + failed + stale + pending + cancelled
    ? []
    : [`the sum is wrong: ${items} items, ${done} done, ${failed} failed, ${stale} stale, ${pending} pending, ${cancelled} cancelled`];
}

/** What one runner had told must be there in the next one. */
function judgeToldness(lives: readonly Life[]): readonly string[] {
  return lives.flatMap((life, at) => {
    const next = lives.slice(at + 1).find(({ resumed }) => resumed !== undefined);
    return next && next.stored.size < life.told
      ? [`${life.told} items were told to be done, and the next runner has ${next.stored.size}`]
      : [];
  });
}

/** Each item ran, and none ran again after its result was stored. */
function judgeExecutions(room: Room, lives: readonly Life[], maxAgain: number): readonly string[] {
  const witnessed = room.witnessed();
  const seen = new Set(witnessed.map(({ x }) => x));
  const missing = room.items - seen.size;
  const again = lives.reduce(
    (sum, life) => sum + witnessed.slice(life.witnessedBefore).filter(({ x }) => life.resumed !== undefined && life.stored.has(x)).length,
    0,
  );
  return [
    ...(missing > 0 ? [`${missing} items never ran`] : []),
    ...(again > maxAgain ? [`${again} executions of items whose result was stored already`] : []),
  ];
}

/** Asks a fresh runner: every item once, in the expected state, with the expected value. */
async function judgeRows(room: Room, { failed }: Expectation): Promise<readonly string[]> {
  const { child } = startRunner(room);
  const remote = await attachTo(room, child, { changed: () => undefined, ended: () => undefined });
  if (!remote) return ['a fresh runner ended at once'];
  const { rows } = await remote.api.page({ file: room.file, limit: 10_000 });
  remote.close();
  child.kill('SIGTERM');
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
  const bad = rows.flatMap((row) => judgeRow(row, failed));
  return rows.length === room.items ? bad.slice(0, 5) : [`${rows.length} rows for ${room.items} items`, ...bad.slice(0, 5)];
}

function judgeRow(row: Row, failed: Expectation['failed']): readonly string[] {
  const x = Number(row.parameters['x']);
  if (failed?.xs.has(x) === true) {
    if (row.state !== 'failed') return [`x = ${x} is ${row.state}, not failed`];
    return judgeFailure(row, failed).map((one) => `x = ${x} ${one}`);
  }
  if (row.state !== 'done') return [`x = ${x} is ${row.state}: ${row.error?.message ?? ''}`];
  return isDeepStrictEqual({ ...Object(row.outputs) }, expected(x)) ? [] : [`x = ${x} has the value ${JSON.stringify(row.outputs)}`];
}

function judgeFailure({ attempts, error, seconds }: Row, expected: ExpectedFailure): readonly string[] {
  const { kind, message = '' } = error ?? {};
  const { kinds, message: pattern, longest = Number.POSITIVE_INFINITY } = expected;
  return [
    ...(attempts === expected.attempts ? [] : [`had ${attempts} attempts, not ${expected.attempts}`]),
    ...(kinds === undefined || (kind !== undefined && kinds.includes(kind)) ? [] : [`failed as ${String(kind)}: ${message}`]),
    ...(pattern === undefined || pattern.test(message) ? [] : [`failed with the words: ${message}`]),
    ...((seconds ?? 0) <= longest ? [] : [`took ${String(seconds)} s, more than ${longest}`]),
  ];
}

function judgeDatabase(room: Room): readonly string[] {
  const db = new Database(join(room.folder, '.sweepdeck', 'cache.db'), { readonly: true });
  try {
    const integrity = db.pragma('integrity_check', { simple: true });
    const twice =
      db
        .prepare<[], number>("SELECT count(*) FROM (SELECT key FROM results WHERE state = 'done' GROUP BY key HAVING count(*) > 1)")
        .pluck()
        .get() ?? 0;
    return [
      ...(integrity === 'ok' ? [] : [`integrity_check says ${String(integrity)}`]),
      ...(twice > 0 ? [`${twice} items are stored twice`] : []),
    ];
  } finally {
    db.close();
  }
}

/** Nothing that was started here lives a second later. */
export async function judgeSurvivors(room: Room): Promise<readonly string[]> {
  const limit = performance.now() + 1000;
  for (;;) {
    const left = await findMarked('ENDURANCE_ROOM', room.marker);
    if (left.length === 0) return [];
    if (performance.now() > limit) return [`${left.length} processes are left after a second`];
    await pause(20);
  }
}

function judgeFolder(room: Room, aside: RegExp | undefined): readonly string[] {
  const usual = /^(cache\.db(-wal|-shm)?|runner\.lock|\.gitignore|items)$/;
  const odd = readdirSync(join(room.folder, '.sweepdeck')).filter((name) => !usual.test(name) && aside?.test(name) !== true);
  const temporary = readdirSync(join(room.base, 'tmp'));
  return [...odd.map((name) => `.sweepdeck/${name} was left`), ...temporary.map((name) => `the temporary file ${name} was left`)];
}
