import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileWorldOptions, fileWorld, LARGEST_TEXT } from '../../../core/task/fileWorld.ts';
import type { World } from '../../../core/task/world.ts';
import { fileAccess } from '../../../runner/fileAccess.ts';
import { cpuTime } from '../../support/cpuTime.ts';

let outer: string;
let workspace: string;

beforeEach(() => {
  outer = mkdtempSync(join(tmpdir(), 'sweepdeck-world-'));
  workspace = join(outer, 'ws');
  write('ws/a.txt', 'a');
  write('secret.txt', 'secret');
  write('ws-evil/x.txt', 'evil');
});

afterEach(() => rmSync(outer, { recursive: true }));

function write(name: string, text = ''): string {
  const path = join(outer, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function world(more: Partial<FileWorldOptions> = {}): World {
  return fileWorld(fileAccess, { workspace, signature: () => ({ kind: 'unknown' }), ...more });
}

const glob = (pattern: string, folder = workspace): readonly string[] =>
  world()
    .glob(folder, pattern)
    .map((path) => relative(workspace, path));

describe('reading', () => {
  it('reads files of the workspace, by any name for them', () => {
    expect(world().read(join(workspace, 'a.txt'))).toBe('a');
    expect(world().read(`${workspace}/./b/../a.txt`)).toBe('a');
    expect(world().read(join(workspace, 'missing.txt'))).toBeUndefined();
    expect(world().read(workspace)).toBeUndefined();
  });

  it('reads nothing outside', () => {
    symlinkSync(join(outer, 'secret.txt'), join(workspace, 'link.txt'));
    symlinkSync(outer, join(workspace, 'up'));
    symlinkSync('..', join(workspace, 'up2'));
    symlinkSync('loop', join(workspace, 'loop'));
    symlinkSync(join(outer, 'missing'), join(workspace, 'dangling'));
    const escapes = [
      '../secret.txt',
      './x/../../secret.txt',
      '/etc/passwd',
      'link.txt',
      'up/secret.txt',
      'up2/secret.txt',
      'up2/ws-evil/x.txt',
      '../ws-evil/x.txt',
      'loop',
      'dangling',
      'a.txt\0',
      'a.txt\0/../../secret.txt',
      '..',
      '/',
      '',
      'file:///etc/passwd',
      '//etc/passwd',
      `${outer}/secret.txt`,
    ];
    for (const path of escapes) expect(world().read(world().resolve(workspace, path)), path).toBeUndefined();
    for (const path of escapes) expect(world().read(`${workspace}/${path}`), path).toBeUndefined();
  });

  it('follows links that stay inside, and a workspace that is a link itself', () => {
    symlinkSync('a.txt', join(workspace, 'b.txt'));
    symlinkSync(workspace, join(outer, 'alias'));
    expect(world().read(join(workspace, 'b.txt'))).toBe('a');
    const alias = fileWorld(fileAccess, { workspace: join(outer, 'alias'), signature: () => ({ kind: 'unknown' }) });
    expect(alias.read(join(outer, 'alias', 'a.txt'))).toBe('a');
    expect(alias.glob(join(outer, 'alias'), '*.txt')).toEqual([join(outer, 'alias', 'a.txt'), join(outer, 'alias', 'b.txt')]);
  });

  it('puts open editors first, also for files that are not saved yet, but not outside', () => {
    const open = world({ overlay: (path) => (path.endsWith('.txt') ? 'open' : undefined) });
    expect([open.read(join(workspace, 'a.txt')), open.read(join(workspace, 'new.txt')), open.read(join(outer, 'secret.txt'))]).toEqual([
      'open',
      'open',
      undefined,
    ]);
  });

  it('refuses FIFOs without waiting for them, devices, and files over 16 MiB', () => {
    if (process.platform !== 'win32') execFileSync('mkfifo', [join(workspace, 'fifo')]);
    expect(world().read(join(workspace, 'fifo'))).toBeUndefined();
    const large = write('ws/large.txt');
    truncateSync(large, LARGEST_TEXT + 1);
    expect(world().read(large)).toBeUndefined();
    truncateSync(large, LARGEST_TEXT);
    expect(world().read(large)).toHaveLength(LARGEST_TEXT);
  });
});

describe('globs', () => {
  beforeEach(() => {
    for (const name of [
      'd/1.csv',
      'd/2.csv',
      'd/10.csv',
      'd/e/3.csv',
      'd/.hidden.csv',
      'd/x.txt',
      'node_modules/m.csv',
      '.sweepdeck/s.csv',
      '.git/g.csv',
      'd/\uFF5E.csv',
      'd/\u{1F600}.csv',
      'd/[x].csv',
    ])
      write(`ws/${name}`);
  });

  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['d/*.csv', ['d/1.csv', 'd/10.csv', 'd/2.csv', 'd/[x].csv', 'd/\uFF5E.csv', 'd/\u{1F600}.csv']],
    ['d/[0-9].csv', ['d/1.csv', 'd/2.csv']],
    ['d/{1,2}.csv', ['d/1.csv', 'd/2.csv']],
    ['{d,d/e}/[0-9].csv', ['d/1.csv', 'd/2.csv', 'd/e/3.csv']],
    ['**/3.csv', ['d/e/3.csv']],
    ['d/**/[0-9].csv', ['d/1.csv', 'd/2.csv', 'd/e/3.csv']],
    ['./d/1?.csv', ['d/10.csv']],
    ['d/e/../1.csv', ['d/1.csv']],
    ['d/1.csv', ['d/1.csv']],
    ['d/.h*.csv', ['d/.hidden.csv']],
    ['*/m.csv', []],
    ['**/s.csv', []],
    ['d', []],
    ['*', ['a.txt']],
    ['missing/*.csv', []],
    ['', []],
    ['!d/1.csv', []],
    ['../*.txt', []],
    ['../ws-evil/*', []],
    ['../ws/d/1.*', ['d/1.csv']],
    ['/etc/*', []],
    [`${'x'.repeat(2000)}*`, []],
    ['d/*\0.csv', []],
  ];
  it.each(rows)('%j', (pattern, expected) => expect(glob(pattern)).toEqual(expected));

  it('begin at the folder that is given', () => {
    expect(glob('*.csv', join(workspace, 'd', 'e'))).toEqual(['d/e/3.csv']);
    expect(glob('../1.csv', join(workspace, 'd', 'e'))).toEqual(['d/1.csv']);
    expect(glob('*', outer)).toEqual([]);
  });

  it('follow links inside once, and none outside', () => {
    symlinkSync(workspace, join(workspace, 'd', 'round'));
    symlinkSync('../d/1.csv', join(workspace, 'd', '9.csv'));
    symlinkSync(outer, join(workspace, 'd', 'out'));
    symlinkSync(join(outer, 'secret.txt'), join(workspace, 'd', '8.csv'));
    expect(glob('d/**/[0-9].csv')).toEqual(['d/1.csv', 'd/2.csv', 'd/9.csv', 'd/e/3.csv']);
    expect(glob('d/out/*.txt')).toEqual([]);
  });

  it('answer hostile patterns at once', () => {
    write(`ws/d/${'a'.repeat(200)}`);
    for (const pattern of [
      'd/*(*(*(a)b)c)',
      `d/${'{a,'.repeat(200)}`,
      `d/${'['.repeat(400)}`,
      `d/${'{a,b}'.repeat(40)}x`,
      `d/${'{1..1000000}'.repeat(5)}`,
      `${'**/'.repeat(200)}x`,
    ]) {
      expect(
        cpuTime(() => glob(pattern)),
        pattern,
      ).toBeLessThan(600);
    }
  });

  it('look at no more than 100,000 entries', () => {
    let asked = 0;
    const endless = fileWorld(
      {
        separator: '/',
        readText: () => undefined,
        realPath: (path) => path,
        kind: () => 'folder',
        list: () => Array.from({ length: 1000 }, (_, index) => ({ name: `d${(asked++, index)}`, kind: 'folder' })),
      },
      { workspace: '/ws', signature: () => ({ kind: 'unknown' }) },
    );
    expect(endless.glob('/ws', '**/*.csv')).toEqual([]);
    expect(asked).toBeLessThanOrEqual(101_000);
  });
});
