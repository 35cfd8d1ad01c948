import { linkSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const preview = (name: string) => previewOf(workspace, KEY, name);

describe('the files of an item', () => {
  it('are listed by name with their size, without links and what lies behind them', () => {
    const found = itemFiles(workspace, KEY);
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
    expect([found.count, found.folder]).toEqual([11, folder]);
    expect(itemFiles(workspace, 'cd'.repeat(16))).toEqual({ files: [], count: 0 });
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
    await expect(previewOf(other, KEY, 'plot.png')).rejects.toThrow('no folder');
    expect(itemFiles(other, KEY).count).toBe(0);
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
