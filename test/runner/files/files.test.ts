import { linkSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filePlace, pathOf } from '../../../runner/files/filePlace.ts';
import { itemFiles } from '../../../runner/files/itemFiles.ts';
import { openInside } from '../../../runner/files/openInside.ts';
import { previewOf } from '../../../runner/files/preview.ts';

/** What of an item's folder is shown, and that nothing beside it is, whatever a name says and whatever is put in the folder. */

const KEY = 'ab'.repeat(16);
const SECRET = 'the secret';
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let root: string;
let workspace: string;
let folder: string;

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'sd-files-')));
  workspace = join(root, 'ws');
  folder = join(workspace, '.sweepdeck', 'items', 'ab', KEY);
  mkdirSync(join(folder, 'deep', 'er'), { recursive: true });
  mkdirSync(join(root, 'ws-evil'));
  for (const place of [join(root, 'secret.txt'), join(root, 'ws-evil', 'secret.txt'), join(workspace, 'secret.txt'), `${folder}.txt`])
    writeFileSync(place, SECRET);
  const write = (name: string, content: string | Buffer): void => writeFileSync(join(folder, name), content);
  write('plot.png', PIXEL);
  write('drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  write('table.csv', 'a,b\n1,"x, y"\n2,<b>\n');
  write('wide.tsv', `${Array.from({ length: 60 }, (_, at) => at).join('\t')}\n`);
  write('facts.json', '{"a":[1,2],"b":{"c":null}}');
  write('exact.json', '{"a":1.0,"b":12345678901234567890}');
  write('broken.json', '{"a":');
  write('long.txt', 'äöü\n'.repeat(40_000));
  write('bytes.bin', Buffer.from([1, 0, 2]));
  write('deep/er/note.txt', 'deep');
  write('named.png', 'no image at all');
  symlinkSync(join(root, 'secret.txt'), join(folder, 'link.txt'));
  symlinkSync(root, join(folder, 'out'));
  symlinkSync('loop', join(folder, 'loop'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const OWNER = { key: KEY, outputs: {} };
const preview = async (name: string) => previewOf(filePlace(workspace, OWNER, { name }));

describe('the files of an item', () => {
  it('are listed by name with their size, without links and what lies behind them', () => {
    const found = itemFiles(workspace, OWNER);
    expect(found.files.map(({ name }) => name)).toEqual([
      'broken.json',
      'bytes.bin',
      'deep/er/note.txt',
      'drawing.svg',
      'exact.json',
      'facts.json',
      'long.txt',
      'named.png',
      'plot.png',
      'table.csv',
      'wide.tsv',
    ]);
    expect(found.files.find(({ name }) => name === 'bytes.bin')?.bytes).toBe(3);
    expect(found.count).toBe(11);
    expect(itemFiles(workspace, { key: 'cd'.repeat(16), outputs: {} })).toEqual({ files: [], count: 0 });
  });

  it('are images by their first bytes, whatever their name', async () => {
    expect(await preview('plot.png')).toEqual({ kind: 'image', type: 'image/png', base64: PIXEL.toString('base64') });
    expect(await preview('drawing.svg')).toMatchObject({ kind: 'image', type: 'image/svg+xml' });
    expect(await preview('named.png')).toEqual({ kind: 'text', text: 'no image at all', cut: false });
  });

  it('are tables, at most 100 rows and 50 columns', async () => {
    expect(await preview('table.csv')).toEqual({
      kind: 'table',
      rows: [
        ['a', 'b'],
        ['1', 'x, y'],
        ['2', '<b>'],
      ],
      cut: false,
    });
    expect(await preview('wide.tsv')).toMatchObject({ kind: 'table', cut: true });
  });

  it('are text: JSON indented unless that would change its numbers, long ones up to a whole line', async () => {
    expect(await preview('facts.json')).toMatchObject({
      kind: 'text',
      text: '{\n  "a": [\n    1,\n    2\n  ],\n  "b": {\n    "c": null\n  }\n}',
    });
    expect(await preview('exact.json')).toMatchObject({ text: '{"a":1.0,"b":12345678901234567890}' });
    expect(await preview('broken.json')).toMatchObject({ text: '{"a":' });
    const long = await preview('long.txt');
    expect(long).toMatchObject({ kind: 'text', cut: true });
    expect(long.kind === 'text' && long.text.replaceAll('äöü\n', '')).toBe('');
    expect(await preview('bytes.bin')).toEqual({ kind: 'none', why: 'binary' });
  });
});

describe('a file that an output names', () => {
  const sha256 = 'ab'.repeat(32);
  const outputs = (path: string, digest = sha256) => ({ y: 1, picture: { path, bytes: 3, sha256: digest } });
  const choice = { name: 'p.txt', output: 'picture' };

  beforeAll(() => {
    mkdirSync(join(workspace, '.sweepdeck', 'artifacts', 'ab', sha256), { recursive: true });
    writeFileSync(join(workspace, '.sweepdeck', 'artifacts', 'ab', sha256, 'p.txt'), 'kept');
    mkdirSync(join(workspace, '.sweepdeck', 'artifacts', 'cd'));
    symlinkSync(root, join(workspace, '.sweepdeck', 'artifacts', 'cd', 'cd'.repeat(32)));
  });

  it('is listed before those of the folder, and is shown from the store', async () => {
    const owner = { key: KEY, outputs: outputs('anywhere/p.txt') };
    const found = itemFiles(workspace, owner);
    expect([found.count, found.files[0]]).toEqual([12, { ...choice, bytes: 3 }]);
    const place = filePlace(workspace, owner, choice);
    expect(await previewOf(place)).toEqual({ kind: 'text', text: 'kept', cut: false });
    expect(await pathOf(place)).toEqual({ path: join(workspace, '.sweepdeck', 'artifacts', 'ab', sha256, 'p.txt') });
  });

  it.each([
    ['a path of its own', { key: KEY, outputs: outputs('../../../../../secret.txt') }, { name: 'secret.txt', output: 'picture' }],
    [
      'a hash that leads over a link',
      { key: KEY, outputs: outputs('secret.txt', 'cd'.repeat(32)) },
      { name: 'secret.txt', output: 'picture' },
    ],
    ['another name', { key: KEY, outputs: outputs('p.txt') }, { name: '../p.txt', output: 'picture' }],
    ['an output that is no file', { key: KEY, outputs: outputs('p.txt') }, { name: 'p.txt', output: 'y' }],
    ['no output', { key: KEY, outputs: outputs('p.txt') }, { name: 'p.txt', output: 'constructor' }],
  ])('is not shown by %s', async (_, owner, named) => {
    const shown = async (): Promise<unknown> => previewOf(filePlace(workspace, owner, named));
    await expect(shown()).rejects.toMatchObject({ code: 'bad-request' });
  });
});

/** What leads out of the folder, or nowhere. */
const OUTSIDE = [
  '',
  '.',
  '..',
  '/',
  '//',
  'deep',
  'deep/',
  'deep/er',
  './plot.png',
  'deep/../plot.png',
  '../',
  '../..',
  '/etc/passwd',
  '//etc/passwd',
  '../secret.txt',
  '../../../../secret.txt',
  '../../../../../secret.txt',
  'deep/../../../../../secret.txt',
  'deep/er/../../..',
  `../${KEY}.txt`,
  '../../../../../ws-evil/secret.txt',
  '..\\secret.txt',
  '..\\..\\..\\..\\secret.txt',
  'deep\\er\\note.txt',
  'C:\\secret.txt',
  'C:/secret.txt',
  '\\\\server\\share\\secret.txt',
  '//server/share/secret.txt',
  'file:///etc/passwd',
  '..%2fsecret.txt',
  '%2e%2e/secret.txt',
  '..%252fsecret.txt',
  '..;/secret.txt',
  '....//secret.txt',
  'plot.png\0',
  'plot.png\0.txt',
  '\0',
  'link.txt',
  'out',
  'out/secret.txt',
  'out/ws/secret.txt',
  'loop',
  'loop/x',
  'PLOT.PNG',
  'plot.png/',
  'plot.png/x',
  '~',
  '~/secret.txt',
  '$HOME/secret.txt',
  'plot.png:stream',
  `deep/${'../'.repeat(60)}etc/passwd`,
  'a'.repeat(5000),
];

describe('what is no plain file in the folder', () => {
  it.each(OUTSIDE.map((name) => [name]))('is not shown: %j', async (name) => {
    await expect(preview(name)).rejects.toThrow('so it is not shown');
  });

  it('is not shown when a link stands above the folder', async () => {
    const other = join(root, 'linked');
    mkdirSync(join(other, '.sweepdeck'), { recursive: true });
    symlinkSync(join(workspace, '.sweepdeck', 'items'), join(other, '.sweepdeck', 'items'));
    expect(() => filePlace(other, OWNER, { name: 'plot.png' })).toThrow('no folder');
    expect(itemFiles(other, OWNER).count).toBe(0);
  });

  it('is not shown while folders are exchanged with links', async () => {
    const base = join(root, 'race');
    const inside = join(base, 'sub');
    mkdirSync(inside, { recursive: true });
    writeFileSync(join(inside, 'secret.txt'), 'mine');
    symlinkSync(root, join(root, 'swap-link'));
    linkSync(join(inside, 'secret.txt'), join(root, 'mine.txt'));
    const read = async (): Promise<string> => {
      const file = await openInside(base, 'sub/secret.txt');
      try {
        return await file.readFile('utf8');
      } finally {
        await file.close();
      }
    };
    const seen = new Set<string>();
    for (let round = 0; round < 1000; round++) {
      const reading = read().catch(() => 'refused');
      renameSync(inside, join(root, 'away'));
      renameSync(join(root, 'swap-link'), inside);
      const during = read().catch(() => 'refused');
      for (const text of await Promise.all([reading, during])) seen.add(text);
      renameSync(inside, join(root, 'swap-link'));
      renameSync(join(root, 'away'), inside);
      seen.add(await read());
    }
    expect(seen).toContain('mine');
    expect(seen).not.toContain(SECRET);
  });
});
