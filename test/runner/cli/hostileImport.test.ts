import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';

/** Files of other systems that were made to do harm (reliability.md S26): nothing outside of the workspace, at most 256 MB. */

const MOST_MEMORY = 256;
const TELLS_MEMORY = `--import=${new URL('../../support/tellMemory.ts', import.meta.url).href}`;

const LAUGHS = ['a: &a [x, x, x, x, x, x, x, x, x]']
  .concat(
    Array.from(
      { length: 12 },
      (_, at) =>
        `${letter(at + 1)}: &${letter(at + 1)} [${Array(9)
          .fill(`*${letter(at)}`)
          .join(', ')}]`,
    ),
  )
  .join('\n');

function entropicWith(value: string): string {
  return `{"_default": {"1": {"created_at": "2024", "result_path": "x", "a": ${value}}}}`;
}

function letter(at: number): string {
  return String.fromCodePoint(97 + at);
}

const RECORD = {
  params_hash: 'f444a074a2e52bf9',
  result_path: '../../../evil.h5',
  created_at: '2024-01-01T00:00:00',
  metadata: {},
  dt: 0.1,
};

const TEXTS: Readonly<Record<string, readonly [kind: string, text: string, answer: RegExp]>> = {
  'laughs.yaml': ['wandb', `method: grid\n${LAUGHS}\nparameters: { lr: { values: *m } }\n`, /by aliases/],
  'deep.yaml': ['wandb', `method: grid\nparameters: { lr: ${'['.repeat(15_000)}${']'.repeat(15_000)} }\n`, /nested/],
  'long.yaml': ['crystallize', `a: [${'0,'.repeat(2_000_000)}0]\n`, /32 kB/],
  'many.yaml': ['wandb', `method: grid\nparameters: { lr: { values: [${'0,'.repeat(10_000)}0] } }\n`, /Made many/],
  'up.yaml': [
    'wandb',
    'name: ../../evil\nprogram: ../../evil.py\nmethod: grid\nparameters: { ../../evil: { values: [1, 2] }, __proto__: { values: [1] } }\n',
    /Made up/,
  ],
  'wide.txt': ['hydra', 'python ../../evil.py --multirun a=range(0,1000000000000) b=choice(1,2)\n', /no range that can be listed/],
  'task_up.py': ['psyrun', `pspace = Param(a=range(10**12), b=${'('.repeat(20_000)}\ndef execute(a, b): open("../evil", "w")\n`, /./],
  'deep.json': ['entropic', '['.repeat(500_000), /nested|longer/],
  'nan.json': ['entropic', `{"_default": {"1": [${'NaN,'.repeat(1_000_000)}NaN]}}`, /300000 values/],
  'less.json': ['entropic', `{"_default": {"1": [${'NaN,'.repeat(250_000)}NaN]}}`, /32 kB/],
  'objects.json': ['entropic', entropicWith(`[${'{},'.repeat(3_000_000)}{}]`), /300000 values/],
  'list.json': ['entropic', entropicWith(`[${'1,'.repeat(100_000)}1]`), /more than 10000 values/],
  'wrapped.json': ['entropic', `{"_default": {"1": ${'{"$":1,"of":'.repeat(50_000)}1${'}'.repeat(50_000)}}}`, /nested/],
  'up.json': ['entropic', JSON.stringify({ '../../evil': { 1: RECORD } }), /Recorded 1 results/],
  'wide.csv': ['csv', `${Array.from({ length: 100_000 }, (_, at) => `c${at}`).join(',')}\n`, /./],
  'names.csv': ['csv', '../../evil,"=cmd()"\n1,2\n', /Made names/],
};

describe('hostile files of other systems', () => {
  let here: CliWorkspace;
  let before: readonly string[];
  beforeAll(() => {
    here = cliWorkspace(Object.fromEntries(Object.entries(TEXTS).map(([name, [, text]]) => [name, text])));
    before = outside(here);
  });
  afterAll(() => here.remove());

  async function imported(kind: string, name: string) {
    const { code, stderr } = await here.with({ NODE_OPTIONS: TELLS_MEMORY }).run('import', kind, name);
    return { code, stderr, memory: Number(/memory (\d+)/.exec(stderr)?.[1]) };
  }

  async function expectHarmless(kind: string, name: string, answer: RegExp): Promise<void> {
    const { code, stderr, memory } = await imported(kind, name);
    expect(stderr).toMatch(answer);
    expect([0, 1]).toContain(code);
    expect(memory).toBeLessThanOrEqual(MOST_MEMORY);
    expect(outside(here)).toEqual(before);
  }

  it.each(Object.entries(TEXTS))('%s is answered within its bounds', async (name, [kind, , answer]) => {
    await expectHarmless(kind, name, answer);
  });

  it('a table with more records than are taken, and one whose views and triggers would write', async () => {
    const database = new Database(join(here.folder, 'many.db'));
    database.exec(
      "CREATE TABLE r (dt, result_file, created_at); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50001) INSERT INTO r SELECT i, '../x', '2024' FROM n; CREATE VIEW v AS SELECT writefile('../evil', 'x') AS result_file, 1 AS created_at; CREATE TRIGGER t AFTER INSERT ON r BEGIN SELECT writefile('../evil', 'x'); END",
    );
    database.close();
    await expectHarmless('entropic', 'many.db', /more than 50000 records/);
  });

  it('a sound database with 20,000 records, whose points stand in a file of their own', async () => {
    const database = new Database(join(here.folder, 'sound.db'));
    database.exec(
      "CREATE TABLE sound (dt, n, method, flag BOOLEAN, custom_data JSON, result_file, created_at); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO sound SELECT i / 1000.0, i, 'rk4', 1, '{\"seconds\": 0.25}', 'results/' || i || '.h5', '2024-01-01 00:00:00' FROM n",
    );
    database.close();
    await expectHarmless('entropic', 'sound.db', /Recorded 20000 results/);
    const lines = readFileSync(join(here.folder, 'sound_points.ndjson'), 'utf8').trim().split('\n');
    expect([lines.length, lines[0]]).toEqual([20_000, '{"dt":0.001,"n":1}']);
    const { stdout } = await here.run('status', 'sound.sweep.yaml', '--json');
    expect(JSON.parse(stdout)).toMatchObject([{ done: 20_000 }]);
  });

  it('a file that is larger than is read, and one that is none', async () => {
    writeFileSync(join(here.folder, 'huge.csv'), 'a\n');
    truncateSync(join(here.folder, 'huge.csv'), 2 ** 32);
    await expectHarmless('csv', 'huge.csv', /at most 32000000 are read/);
    if (spawnSync('mkfifo', [join(here.folder, 'pipe.csv')]).status === 0) await expectHarmless('csv', 'pipe.csv', /is no plain file/);
  });
});

/** What lies beside the workspace, but for our own data. */
function outside(here: CliWorkspace): readonly string[] {
  const base = dirname(here.folder);
  expect(existsSync(join(dirname(base), 'evil'))).toBe(false);
  return readdirSync(base).filter((name) => name !== 'data' && !name.startsWith('sweepdeck'));
}
