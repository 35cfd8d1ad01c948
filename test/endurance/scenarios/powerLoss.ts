import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeStored } from '../power/stored.ts';
import { Disk, type Loss } from '../power/disk.ts';
import { type Operation, type Tracing, traceCommitter } from '../power/trace.ts';
import type { Result, Stage } from '../scenario.ts';

const LOSSES: readonly Loss[] = ['drop', 'subset', 'torn'];

/** The power goes at random moments of a committing process: every acknowledged row is there, and the database is sound. */
export async function powerLoss(stage: Stage): Promise<Result> {
  return simulate(stage, 'full');
}

/** The test of that test: without `synchronous=FULL` it must find acknowledged rows missing. */
export async function powerLossUnsafe(stage: Stage): Promise<Result> {
  const result = simulate(stage, 'normal');
  if (result.missing !== undefined) return result;
  const found = result.violations.length;
  return {
    ...result,
    violations: found > 0 ? [] : ['nothing was lost under synchronous=NORMAL, so the simulator sees nothing'],
    notes: `${found} of ${result.runs} moments lost acknowledged rows, as they must`,
  };
}

function simulate(stage: Stage, mode: Tracing['mode']): Result {
  const base = mkdtempSync(join(tmpdir(), 'sd-power-'));
  const violations: string[] = [];
  let runs = 0;
  try {
    process.env['SWEEPDECK_DATA_DIR'] = join(base, 'data');
    for (const pages of [50, 1000]) {
      const workspace = join(base, `committed-${pages}`);
      mkdirSync(workspace);
      const operations = traceCommitter({ base, workspace, batches: 150, pages, mode });
      if (operations === undefined)
        return { runs: 0, violations: [], notes: '', missing: 'not run: this machine has no strace (apt-get install strace)' };
      const moments = Array.from({ length: Math.ceil(stage.runs / 2) }, () => Math.floor(stage.chance() * operations.length)).sort(
        (a, b) => a - b,
      );
      const disk = new Disk();
      let performed = 0;
      for (const moment of moments) {
        while (performed < moment) performNext(disk, operations[performed++]);
        const loss = LOSSES[runs++ % LOSSES.length] ?? 'drop';
        const found = loseNow(disk, { loss, chance: stage.chance, workspace: join(base, 'lost') });
        violations.push(...found.map((one) => `checkpoint after ${pages} pages, ${loss}: ${one}`));
      }
    }
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
  return { runs, violations, notes: 'drop, subset, torn at 512 bytes; checkpoints after 50 and 1000 pages' };
}

function performNext(disk: Disk, operation: Operation | undefined): void {
  if (operation) disk.perform(operation);
}

function loseNow(disk: Disk, of: { readonly loss: Loss; readonly chance: () => number; readonly workspace: string }): readonly string[] {
  const folder = join(of.workspace, '.sweepdeck');
  rmSync(of.workspace, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, bytes] of disk.afterLoss(of.loss, of.chance)) writeFileSync(join(folder, name), bytes, { mode: 0o600 });
  return judgeStored(of.workspace, disk.acknowledged);
}
