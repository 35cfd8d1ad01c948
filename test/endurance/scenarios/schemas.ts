import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { MIGRATIONS } from '../../../runner/store/migrate.ts';
import { openStore } from '../../../runner/store/open.ts';
import { powerRun } from '../power/committer.ts';
import { type Result, rounds, type Stage, spread } from '../scenario.ts';
import { mountSmall } from './fullDisk.ts';

const ROWS = 500;
/** The migrations that are invented for this on top of the real ones. */
const STEPS = 2;

/** A database of a newer version is refused in words by the command line, at once, and left as it is. */
export async function newer(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const took: number[] = [];
  const all = rounds(stage);
  for (const run of all) {
    const base = mkdtempSync(join(tmpdir(), 'sd-newer-'));
    const { workspace, database } = filled(base);
    change(
      database,
      `PRAGMA user_version = ${MIGRATIONS.length + 1 + (run % 99)}; CREATE TABLE future (x); ALTER TABLE run ADD COLUMN more TEXT`,
    );
    writeFileSync(join(workspace, 'a.sweep.yaml'), "run: { command: ['true'] }\nparameters: { x: [1] }\n");
    const before = sha256(database);
    const begun = performance.now();
    const command = ['status', 'results'][run % 2] ?? 'status';
    const { status, stderr } = spawnSync(process.execPath, [stage.programs.cli, command, 'a.sweep.yaml', '--workspace', workspace], {
      encoding: 'utf8',
      cwd: workspace,
    });
    took.push(performance.now() - begun);
    if (status !== 1 || !/update Sweepdeck/.test(stderr)) violations.push(`${command} ended with ${String(status)}: ${stderr}`);
    if (sha256(database) !== before) violations.push(`${command} changed the file`);
    rmSync(base, { recursive: true, force: true });
  }
  return { runs: all.at, violations, notes: `whole process ${spread(took)}` };
}

/** A migration that is killed, or has no room, at any step: the database is entirely old or entirely new, and the next one succeeds. */
export async function older(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const all = rounds(stage);
  let full = 0;
  for (const run of all) {
    const disk = run % 4 === 3 ? mountSmall() : undefined;
    const base = disk ?? mkdtempSync(join(tmpdir(), 'sd-older-'));
    const { database } = filled(base);
    // The first two steps, the end, and a disk without room.
    if (disk === undefined) migrate(database, `migrate.step:${1 + (run % STEPS)}:${run % 3 === 0 ? 'exit' : 'kill9'}`);
    else {
      full++;
      fillUp(disk);
      migrate(database);
      rmSync(join(disk, 'filler'));
    }
    violations.push(...judge(database, disk === undefined).map((one) => `run ${run}: ${one}`));
    if (disk !== undefined) spawnSync('umount', [disk]);
    rmSync(base, { recursive: true, force: true });
  }
  return { runs: all.at, violations, notes: `killed at each of ${STEPS} steps; ${full} on a full disk` };
}

function judge(database: string, killed: boolean): readonly string[] {
  const between = versionAndRows(database);
  const entirely = [MIGRATIONS.length, MIGRATIONS.length + STEPS].includes(between.version) && between.rows === ROWS;
  const backup = `${database}.version-${MIGRATIONS.length}`;
  migrate(database);
  const after = versionAndRows(database);
  return [
    ...(entirely ? [] : [`version ${between.version} with ${between.rows} rows`]),
    ...(killed && !existsSync(backup) ? ['no backup was kept'] : []),
    ...(after.version === MIGRATIONS.length + STEPS && after.rows === ROWS
      ? []
      : [`afterwards version ${after.version} with ${after.rows} rows`]),
    ...(existsSync(backup) && versionAndRows(backup).rows === ROWS ? [] : ['the backup is not whole']),
  ];
}

function migrate(database: string, fault?: string): void {
  const env = { ...process.env, ...(fault !== undefined && { SWEEPDECK_FAULT: fault }) };
  spawnSync(process.execPath, [join(import.meta.dirname, '..', 'power', 'upgrader.ts'), database], { env, stdio: 'ignore' });
}

function versionAndRows(database: string): { readonly version: number; readonly rows: number } {
  const db = new Database(database);
  try {
    return {
      version: Number(db.pragma('user_version', { simple: true })),
      rows: Number(db.prepare('SELECT count(*) FROM run').pluck().get()),
    };
  } finally {
    db.close();
  }
}

function filled(base: string): { readonly workspace: string; readonly database: string } {
  process.env['SWEEPDECK_DATA_DIR'] = join(base, 'data');
  const workspace = join(base, 'workspace');
  mkdirSync(workspace);
  const store = openStore(workspace, 'write');
  const task = store.taskId('a.sweep.yaml', 'a');
  const sweep = store.beginSweep({ task, fingerprint: store.fingerprintId('today', {}), startedAt: 0, text: '', selected: ROWS });
  const runs = Array.from({ length: ROWS }, (_, n) => powerRun(n));
  store.commit(sweep, runs);
  store.close();
  return { workspace, database: join(workspace, '.sweepdeck', 'cache.db') };
}

function fillUp(disk: string): void {
  spawnSync('sh', ['-c', `cat /dev/zero > "$1/filler"`, 'sh', disk], { stdio: 'ignore' });
}

function change(database: string, sql: string): void {
  const db = new Database(database);
  db.exec(sql);
  db.close();
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
