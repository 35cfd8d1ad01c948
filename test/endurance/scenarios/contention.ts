import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as z from 'zod';
import { openStore } from '../../../runner/store/open.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

const PROCESSES = 4;
const TRANSACTIONS = 3000;
const Told = z.object({ done: z.number(), worst: z.number(), errors: z.array(z.string()) });

/** Four processes write into one database at once through our kind of transaction: none is ever told that it is busy. */
export async function contention(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  let worst = 0;
  const all = rounds(stage);
  for (const _run of all) {
    const base = mkdtempSync(join(tmpdir(), 'sd-contention-'));
    process.env['SWEEPDECK_DATA_DIR'] = join(base, 'data');
    const workspace = join(base, 'workspace');
    mkdirSync(workspace);
    openStore(workspace, 'write').close();
    const database = join(workspace, '.sweepdeck', 'cache.db');
    const told = await Promise.all(Array.from({ length: PROCESSES }, (_, n) => contend(database, n)));
    worst = Math.max(worst, ...told.map((one) => one.worst));
    violations.push(...told.flatMap(({ errors }) => errors));
    const db = new Database(database, { readonly: true });
    const rows = Number(db.prepare('SELECT count(*) FROM worker').pluck().get());
    db.close();
    if (rows !== PROCESSES * TRANSACTIONS) violations.push(`${rows} rows of ${PROCESSES * TRANSACTIONS}`);
    rmSync(base, { recursive: true, force: true });
  }
  if (worst > 5000) violations.push(`one transaction waited ${worst.toFixed(0)} ms`);
  return {
    runs: all.at,
    violations,
    notes: `${PROCESSES} processes × ${TRANSACTIONS} transactions each; longest wait ${worst.toFixed(0)} ms`,
  };
}

async function contend(database: string, n: number): Promise<z.infer<typeof Told>> {
  const program = join(import.meta.dirname, '..', 'power', 'writer.ts');
  const child = spawn(process.execPath, [program, database, String(n), String(TRANSACTIONS)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString();
  });
  await once(child, 'close');
  return Told.parse(JSON.parse(text));
}
