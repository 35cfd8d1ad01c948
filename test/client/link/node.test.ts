import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findNode, newEnough, type NodeFacts, runnerEnv } from '../../../client/link/node.ts';

it.each([
  ['22.14.0', true],
  ['v24.21.0', true],
  ['22.13.9', false],
  ['20.19.0\n', false],
  ['', false],
  ['nonsense', false],
])('judges Node.js %j', (version, fits) => expect(newEnough(version)).toBe(fits));

// Executables of the test are shell scripts.
if (process.platform !== 'win32')
  describe('findNode', () => {
    let folder = '';
    const facts: NodeFacts = {
      setting: '',
      execPath: '/code',
      versions: { node: '22.20.0', electron: '39.0.0' },
      env: {},
      platform: 'linux',
    };

    beforeAll(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'sd-'));
      for (const [name, version] of [
        ['new', '24.1.0'],
        ['old', '18.0.0'],
      ]) {
        const file = path.join(folder, `${name}-node`);
        writeFileSync(file, `#!/bin/sh\necho ${version}\n`);
        chmodSync(file, 0o755);
      }
    });

    afterAll(() => rmSync(folder, { recursive: true }));

    it('takes the executable of this process when that is a Node.js', async () => {
      expect(await findNode({ ...facts, versions: { node: '22.20.0' } })).toEqual({ kind: 'found', path: '/code', electron: false });
    });

    it('prefers a Node.js on the PATH to Electron', async () => {
      const found = await findNode({ ...facts, env: { PATH: `.:${path.dirname(process.execPath)}` } });
      expect(found).toEqual({ kind: 'found', path: process.execPath, electron: false });
    });

    it('falls back to Electron, which needs a variable to be a Node.js', async () => {
      expect(await findNode(facts)).toEqual({ kind: 'found', path: '/code', electron: true });
      expect(runnerEnv({ ELECTRON_NO_ASAR: '1', A: 'b' }, true)).toEqual({ A: 'b', ELECTRON_RUN_AS_NODE: '1' });
    });

    it('takes the setting, and only the setting, when there is one', async () => {
      const setting = path.join(folder, 'new-node');
      expect(await findNode({ ...facts, setting })).toEqual({ kind: 'found', path: setting, electron: false });
      for (const wrong of ['old-node', 'none'])
        expect(await findNode({ ...facts, setting: path.join(folder, wrong) })).toEqual({ kind: 'setting-wrong' });
      expect(await findNode({ ...facts, setting: 'node' })).toEqual({ kind: 'setting-wrong' });
    });

    it('says when there is none', async () => {
      expect(await findNode({ ...facts, versions: { node: '20.0.0' }, env: { PATH: folder } })).toEqual({ kind: 'none' });
    });
  });
