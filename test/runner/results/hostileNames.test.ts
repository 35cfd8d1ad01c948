import fc from 'fast-check';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HistoryWorkspace, historyWorkspace } from '../../support/historyWorkspace.ts';

/** Names of outputs, filters and sorts never become SQL (reliability.md S14). */

const NAMES = [
  ...['a"b', "a'b", '"', "'", '`', 'a`b', ';', 'a;b', '--', 'a--b', '/*', 'a*/b', '[x', 'x]', '%', '_%', '?', '?1', ':a', '@a', '$a'],
  ...['"); DROP TABLE run; --', "'); DELETE FROM run; --", "x' OR '1'='1", 'run', 'select', 'rowid', 'key"', 'json_extract(a)', '$."a"'],
  ...['é', 'e\u0301', '日本', '👩‍👩‍👧', '\u202e', 'a b', ' a', '\t', '\\', '\\"', 'constructor', 'toString', 'hasOwnProperty'],
];

/** Of these, some can be names of parameters. */
const LIKE_A_NAME = /^(?!constructor$)[A-Za-z_][\w-]*$/;

let here: HistoryWorkspace;
let file: string;
beforeAll(async () => {
  const outputs = NAMES.map((name) => `${JSON.stringify(name)}: x`).join(', ');
  here = await historyWorkspace({
    'names.mjs': `export const f = ({ x }) => ({ ${outputs} });\n`,
    'names.sweep.yaml': 'run: { node: ./names.mjs#f }\nparameters: { x: [2, 1] }\n',
  });
  file = join(here.folder, 'names.sweep.yaml');
  expect(await here.run(file)).toMatchObject({ done: 2, failed: 0 });
});
afterAll(async () => here.close());

describe('hostile names', () => {
  it('are none of parameters', async () => {
    here.write({ 'bad.sweep.yaml': `run: { shell: x }\nparameters:\n${NAMES.map((name) => `  ${JSON.stringify(name)}: 1\n`).join('')}` });
    const answer = await here.runner.start({ file: join(here.folder, 'bad.sweep.yaml') });
    const refused = answer.kind === 'invalid' ? answer.problems.filter(({ code }) => code === 'reserved-name') : [];
    expect(refused).toHaveLength(NAMES.filter((name) => !LIKE_A_NAME.test(name)).length);
  });

  it.each(NAMES)('of outputs sort as others do: %j', async (sort) => {
    for (const descending of [false, true]) {
      const page = await here.runner.page({ file, sort, descending });
      expect(page.error).toBeUndefined();
      expect(page.rows.map(({ index }) => index)).toEqual(descending ? [0, 1] : [1, 0]);
    }
  });

  it('are refused or answered in filters and sorts, whatever they are, and change nothing', async () => {
    const before = schemaOf(here.folder);
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom(...NAMES),
      fc.string({ unit: fc.constantFrom(...'\'";-/*()[]`%_?:@$=<> aorun1\\\0'.split('')) }),
    );
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (where, sort) => {
        const page = await here.runner.page({ file, where, sort });
        expect(page.error === undefined || page.rows.length === 0).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(schemaOf(here.folder)).toEqual(before);
    expect(await here.runner.status({ files: [file] })).toMatchObject([{ done: 2 }]);
  });
});

/** What the database is made of, read beside the runner, and how many rows it has. */
function schemaOf(folder: string): unknown {
  const db = new Database(join(folder, '.sweepdeck', 'cache.db'), { readonly: true });
  try {
    return [db.prepare('SELECT type, name, sql FROM sqlite_master ORDER BY name').all(), db.prepare('SELECT count(*) FROM run').get()];
  } finally {
    db.close();
  }
}
