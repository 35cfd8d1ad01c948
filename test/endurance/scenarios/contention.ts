import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as z from 'zod';
import { openStore } from '../../../runner/store/open.ts';
import { isCrowded } from '../crowded.ts';
import type { Result, Stage } from '../scenario.ts';

const PROCESSES = 4;
const Told = z.object({ done: z.number(), worst: z.number(), errors: z.array(z.string()) });

/** Four processes write into one database at once, so many of our transactions each: none is ever told that it is busy. */
export async function contention({ runs }: Stage): Promise<Result> {
  const base = mkdtempSync(join(tmpdir(), 'sd-contention-'));
  process.env['SWEEPDECK_DATA_DIR'] = join(base, 'data');
  const workspace = join(base, 'workspace');
  mkdirSync(workspace);
  openStore(workspace, 'write').close();
  const database = join(workspace, '.sweepdeck', 'cache.db');
  const told = await Promise.all(Array.from({ length: PROCESSES }, (_, n) => contend(database, { n, transactions: runs })));
  const worst = Math.max(...told.map((one) => one.worst));
  const db = new Database(database, { readonly: true });
  const rows = Number(db.prepare('SELECT count(*) FROM worker').pluck().get());
  db.close();
  rmSync(base, { recursive: true, force: true });
  const crowded = isCrowded();
  return {
    runs: rows,
    violations: [
      ...told.flatMap(({ errors }) => errors),
      ...(rows === PROCESSES * runs ? [] : [`${rows} rows of ${PROCESSES * runs}`]),
      ...(worst > LONGEST && !crowded ? [`one transaction waited ${worst.toFixed(0)} ms`] : []),
    ],
    notes: `${PROCESSES} processes; longest wait ${worst.toFixed(0)} ms${crowded ? ', not judged: others keep the machine busy' : ''}`,
  };
}

/** Milliseconds. */
const LONGEST = 1000;

async function contend(database: string, of: { readonly n: number; readonly transactions: number }): Promise<z.infer<typeof Told>> {
  const program = join(import.meta.dirname, '..', 'power', 'writer.ts');
  const child = spawn(process.execPath, [program, database, String(of.n), String(of.transactions)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString();
  });
  await once(child, 'close');
  return Told.parse(JSON.parse(text));
}
