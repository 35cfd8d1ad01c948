import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filesBelow } from '../../runner/plainFolder.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sd-below-'));
  mkdirSync(join(folder, 'inner', 'deep'), { recursive: true });
  mkdirSync(join(folder, 'outside'));
  writeFileSync(join(folder, 'outside', 'secret'), '');
  writeFileSync(join(folder, 'inner', 'deep', 'file'), '');
  symlinkSync(join(folder, 'outside'), join(folder, 'inner', 'link'));
  symlinkSync(join(folder, 'inner'), join(folder, 'inner', 'deep', 'loop'));
  symlinkSync(join(folder, 'outside', 'secret'), join(folder, 'inner', 'linked-file'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('finds the files of a folder, and nothing through links', () => {
  expect(filesBelow(join(folder, 'inner'))).toEqual([join(folder, 'inner', 'deep', 'file')]);
});
