import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ledgerTable } from '../../endurance/ledger.ts';
import { ROWS } from '../../endurance/rows.ts';
import { SCENARIOS } from '../../endurance/scenarios.ts';

test('what is said to prove a row of reliability.md is there, and the table names every row', () => {
  const ids = new Set(ROWS.map(({ id }) => id));
  const strangers = SCENARIOS.flatMap(({ rows }) => rows.split(' ')).filter((id) => !ids.has(id));
  const missing = ROWS.flatMap(({ tests }) => tests).filter((file) => !existsSync(join(import.meta.dirname, '..', '..', '..', file)));
  const table = ledgerTable();
  expect([strangers, missing, [...ids].filter((id) => !table.includes(`| ${id} `))]).toEqual([[], [], []]);
  expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
});
