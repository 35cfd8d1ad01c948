import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../../runner/store/migrate.ts';
import { openStore } from '../../../runner/store/open.ts';
import { databaseOf, filledWorkspace, makeWorkspace, withDatabase } from './workspace.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const ENDLESS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';

/** Statements that turn a good database into one that would hang, rob or fool a reader. */
const crafted: Readonly<Record<string, string>> = {
  'a view over an endless recursion in place of a table': `DROP VIEW items; DROP VIEW results; CREATE VIEW items AS ${ENDLESS}; CREATE VIEW results AS ${ENDLESS}`,
  'a view more': `CREATE VIEW more AS ${ENDLESS}`,
  'a trigger that deletes on insert': 'CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM run; END',
  'a trigger that never ends': `CREATE TRIGGER t AFTER INSERT ON sweep BEGIN INSERT INTO label SELECT i, '', '' FROM (${ENDLESS}); END`,
  'a trigger on the owner': 'CREATE TRIGGER t BEFORE UPDATE ON owner BEGIN DELETE FROM run; END',
  'an index more': 'CREATE INDEX extra ON run (outputs)',
  'an index on an expression': 'CREATE INDEX extra ON run (length(outputs))',
  'a partial index': 'CREATE INDEX extra ON run (key) WHERE ok = 1',
  'a table more': 'CREATE TABLE extra (x)',
  'a column more': 'ALTER TABLE run ADD COLUMN extra TEXT',
  'a generated column': 'ALTER TABLE run ADD COLUMN extra TEXT AS (hex(zeroblob(1000))) VIRTUAL',
  'a column with a check': "ALTER TABLE run ADD COLUMN extra TEXT DEFAULT 'x' CHECK (length(extra) < 1000)",
  'a table less': 'DROP TABLE damaged',
  'a renamed column': 'ALTER TABLE label RENAME COLUMN note TO notes',
  'statistics of a query planner': 'ANALYZE',
  'a full-text table': 'CREATE VIRTUAL TABLE extra USING fts5(x)',
  'an r-tree': 'CREATE VIRTUAL TABLE extra USING rtree(id, a, b)',
  'another mark': 'PRAGMA application_id = 1',
  'no mark': 'PRAGMA application_id = 0',
  'no version': 'PRAGMA user_version = 0',
  'a negative version': 'PRAGMA user_version = -1',
};

/** Changes that need the schema table itself. */
const rewritten: Readonly<Record<string, string>> = {
  'a check that takes for ever':
    "UPDATE sqlite_master SET sql = replace(sql, 'ok INTEGER NOT NULL', 'ok INTEGER NOT NULL CHECK (length(hex(zeroblob(100000000))) > 0)') WHERE name = 'run'",
  'a column without its type': "UPDATE sqlite_master SET sql = replace(sql, 'outputs TEXT', 'outputs ANY') WHERE name = 'run'",
  'other letters in a view': "UPDATE sqlite_master SET sql = replace(sql, 'max(id)', 'min(id)') WHERE name = 'items'",
  'a collation that we do not have':
    "UPDATE sqlite_master SET sql = replace(sql, 'name TEXT NOT NULL UNIQUE', 'name TEXT COLLATE evil NOT NULL UNIQUE') WHERE name = 'worker'",
};

/** Opens workspaces one after the other and says why each was refused. */
const OPENER = `
const [module, ...workspaces] = process.argv.slice(1);
const { openStore } = await import(module);
const codes = workspaces.map((workspace) => {
  try {
    openStore(workspace, 'write').close();
    return 'opened';
  } catch (error) {
    return error.code;
  }
});
console.log(JSON.stringify(codes));
`;
const OPEN = new URL('../../../runner/store/open.ts', import.meta.url).href;
const TELLS_MEMORY = new URL('../../support/tellMemory.ts', import.meta.url).href;

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function rewriteSchema(db: Database.Database, sql: string): void {
  db.unsafeMode(true);
  db.pragma('writable_schema = ON');
  db.exec(sql);
}

describe('a crafted database', () => {
  test.each([...Object.entries(crafted), ...Object.entries(rewritten)])('with %s is refused at once and left untouched', (_name, sql) => {
    const workspace = filledWorkspace(3);
    withDatabase(workspace, (db) => rewriteSchema(db, sql));
    const before = sha256(databaseOf(workspace));
    const milliseconds = cpuTime(() => {
      for (const mode of ['write', 'read'] as const) {
        expect(() => openStore(workspace, mode)).toThrow(
          expect.objectContaining({ code: 'store-foreign', message: expect.stringContaining('move it away') }),
        );
      }
    });
    expect(milliseconds).toBeLessThan(2_000);
    expect(sha256(databaseOf(workspace))).toBe(before);
  });

  test('of every kind is refused by a process of its own that needs less than 256 MiB for all of them', () => {
    const workspaces = [...Object.values(crafted), ...Object.values(rewritten)].map((sql) => {
      const workspace = filledWorkspace(3);
      withDatabase(workspace, (db) => rewriteSchema(db, sql));
      return workspace;
    });
    const ran = spawnSync(process.execPath, ['--import', TELLS_MEMORY, '--input-type=module', '-e', OPENER, OPEN, ...workspaces], {
      encoding: 'utf8',
    });
    expect(JSON.parse(ran.stdout)).toEqual(workspaces.map(() => 'store-foreign'));
    expect(Number(/^memory (\d+)$/.exec(ran.stderr.trim())?.[1])).toBeLessThan(256);
  });

  test.each(['in the file', 'in its log'])('with 100,000 views is refused within two seconds: %s', (where) => {
    const workspace = filledWorkspace(1);
    const folder = mkdtempSync(`${workspace}-copy-`);
    const views =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) INSERT INTO sqlite_master SELECT 'view', 'v' || i, 'v' || i, 0, 'CREATE VIEW v' || i || ' AS SELECT 1' FROM n";
    withDatabase(workspace, (db) => {
      db.pragma(`journal_mode = ${where === 'in the file' ? 'DELETE' : 'WAL'}`);
      db.pragma('wal_autocheckpoint = 0');
      rewriteSchema(db, views);
      execFileSync('cp', ['-a', `${workspace}/.sweepdeck`, folder]);
    });
    const milliseconds = cpuTime(() => {
      for (const mode of ['write', 'read'] as const) expect(() => openStore(folder, mode)).toThrow(/not a database that Sweepdeck made/);
    });
    expect(milliseconds).toBeLessThan(2_000);
  });

  test('of another program is refused and left untouched', () => {
    const workspace = makeWorkspace();
    mkdirSync(join(workspace, '.sweepdeck'));
    withDatabase(workspace, (db) => db.exec("CREATE TABLE passwords (x); INSERT INTO passwords VALUES ('secret')"));
    const before = sha256(databaseOf(workspace));
    expect(() => openStore(workspace, 'write')).toThrow(expect.objectContaining({ code: 'store-foreign' }));
    expect(sha256(databaseOf(workspace))).toBe(before);
  });

  test('in UTF-16 is refused', () => {
    const workspace = filledWorkspace(1);
    const schema = withDatabase(workspace, (db) =>
      db.prepare<[], { sql: string }>('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL').all(),
    );
    rmSync(databaseOf(workspace));
    withDatabase(workspace, (db) => {
      db.pragma("encoding = 'UTF-16le'");
      for (const { sql } of schema) db.exec(sql);
      db.pragma('application_id = 0x5377646b');
      db.pragma(`user_version = ${MIGRATIONS.length}`);
    });
    expect(() => openStore(workspace, 'write')).toThrow(/not a database that Sweepdeck made/);
  });
});

describe('a newer database', () => {
  test.each(['in place', 'with a log that was not written back'])('is refused in words and left untouched (%s)', (how) => {
    const workspace = filledWorkspace(3);
    const folder = mkdtempSync(`${workspace}-copy-`);
    withDatabase(workspace, (db) => {
      db.pragma('journal_mode = WAL');
      db.exec('PRAGMA user_version = 99; CREATE TABLE future (x); ALTER TABLE run ADD COLUMN more TEXT');
      if (how !== 'in place') execFileSync('cp', ['-a', `${workspace}/.sweepdeck`, folder]);
    });
    const at = how === 'in place' ? workspace : folder;
    const before = [sha256(databaseOf(at)), existsSync(`${databaseOf(at)}-wal`) ? sha256(`${databaseOf(at)}-wal`) : ''];
    for (const mode of ['write', 'read'] as const)
      expect(() => openStore(at, mode)).toThrow(
        expect.objectContaining({ code: 'store-newer', message: expect.stringContaining('update Sweepdeck') }),
      );
    expect(sha256(databaseOf(at))).toBe(before[0]);
    if (before[1] !== '') expect(sha256(`${databaseOf(at)}-wal`)).toBe(before[1]);
  });
});

/** Shapes that a repository may bring under the names that we open; each gets the folder and a canary outside. */
const shapes: Readonly<Record<string, (folder: string, outside: string) => unknown>> = {
  'a symbolic link to another database': (folder, outside) => symlinkSync(join(outside, 'victim.db'), join(folder, 'cache.db')),
  'a dangling symbolic link': (folder, outside) => symlinkSync(join(outside, 'made.db'), join(folder, 'cache.db')),
  'a symbolic link to itself': (folder) => symlinkSync('cache.db', join(folder, 'cache.db')),
  'a hard link': (folder, outside) => linkSync(join(outside, 'victim.db'), join(folder, 'cache.db')),
  'a folder': (folder) => mkdirSync(join(folder, 'cache.db')),
  'a pipe': (folder) => execFileSync('mkfifo', [join(folder, 'cache.db')]),
  'a log that is a link': (folder, outside) => symlinkSync(join(outside, 'victim.db'), join(folder, 'cache.db-wal')),
  'an index that is a link': (folder, outside) => symlinkSync(join(outside, 'made'), join(folder, 'cache.db-shm')),
  'a rollback journal': (folder) => writeFileSync(join(folder, 'cache.db-journal'), 'x'),
};

describe('a path that is not a plain file', () => {
  test.each(Object.entries(shapes))('is refused: %s', (_name, make) => {
    const workspace = makeWorkspace();
    const outside = mkdtempSync(`${workspace}-outside-`);
    writeFileSync(join(outside, 'victim.db'), 'canary');
    mkdirSync(join(workspace, '.sweepdeck'));
    make(join(workspace, '.sweepdeck'), outside);
    for (const mode of ['write', 'read'] as const)
      expect(() => openStore(workspace, mode)).toThrow(
        expect.objectContaining({ code: 'store-unavailable', message: expect.stringContaining('move it away') }),
      );
    expect(readdirSync(outside)).toEqual(['victim.db']);
    expect(readFileSync(join(outside, 'victim.db'), 'utf8')).toBe('canary');
  });

  test.each(['folder', 'dangling', 'file'])('is refused as .sweepdeck itself: %s', (kind) => {
    const workspace = makeWorkspace();
    const outside = mkdtempSync(`${workspace}-outside-`);
    if (kind === 'file') writeFileSync(join(workspace, '.sweepdeck'), '');
    else symlinkSync(kind === 'folder' ? outside : join(outside, 'made'), join(workspace, '.sweepdeck'));
    for (const mode of ['write', 'read'] as const)
      expect(() => openStore(workspace, mode)).toThrow(expect.objectContaining({ code: 'store-unavailable' }));
    expect(readdirSync(outside)).toEqual([]);
  });

  test('is refused as a socket', async () => {
    const workspace = makeWorkspace();
    mkdirSync(join(workspace, '.sweepdeck'));
    const server = createServer().listen(databaseOf(workspace));
    await once(server, 'listening');
    expect(() => openStore(workspace, 'write')).toThrow(/a socket/);
    server.close();
    await once(server, 'close');
  });

  test('does not matter where it is the workspace that is reached through a link', () => {
    const workspace = filledWorkspace(1);
    symlinkSync(workspace, `${workspace}-link`);
    openStore(`${workspace}-link`, 'write').close();
    chmodSync(join(workspace, '.sweepdeck'), 0o755);
    openStore(workspace, 'write').close();
  });
});
