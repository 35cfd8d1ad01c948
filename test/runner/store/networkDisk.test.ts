import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { isNetworkType } from '../../../runner/store/networkDisk.ts';
import { openStore } from '../../../runner/store/open.ts';
import { beginSweep, databaseOf, filledWorkspace, makeWorkspace, newRun, open, withDatabase } from './workspace.ts';

describe('a disk', () => {
  test.each([
    ['NFS', 0x6969],
    ['SMB 2', 0xfe534d42],
    ['CIFS', 0xff534d42],
    ['FUSE', 0x65735546],
    ['Lustre', 0x0bd00bd0],
    ['GPFS', 0x47504653],
    ['9p', 0x01021997],
  ])('of %s is a network disk', (_, type) => expect([isNetworkType(type), isNetworkType(type | 0)]).toEqual([true, true]));

  test.each([
    ['ext4', 0xef53],
    ['tmpfs', 0x01021994],
    ['overlayfs', 0x794c7630],
  ])('of %s is none', (_, type) => expect(isNetworkType(type)).toBe(false));
});

describe('on a network disk', () => {
  beforeEach(() => {
    vi.stubEnv('SWEEPDECK_NETWORK_DISK', '1');
    return () => void vi.unstubAllEnvs();
  });

  test('results are stored without a write-ahead log, by one process alone', () => {
    const workspace = makeWorkspace();
    const store = open(workspace);
    const { sweep } = beginSweep(store);
    expect(store.commit(sweep, [newRun(1)])).toEqual([1]);
    const names = (): readonly string[] => readdirSync(dirname(databaseOf(workspace)));
    expect(names()).not.toContain('cache.db-wal');
    expect(() => withDatabase(workspace, (db) => [db.pragma('busy_timeout = 0'), db.prepare('SELECT count(*) FROM run').get()])).toThrow(
      /locked/,
    );
    store.close();
    expect(names().filter((name) => name.startsWith('cache.db'))).toEqual(['cache.db']);
    expect(openStore(workspace, 'read').runs([1])).toHaveLength(1);
  });

  test('results that were stored on another disk are there, and go back', () => {
    vi.stubEnv('SWEEPDECK_NETWORK_DISK', '0');
    const workspace = filledWorkspace(3);
    vi.stubEnv('SWEEPDECK_NETWORK_DISK', '1');
    const there = openStore(workspace, 'write');
    expect(there.runs([1, 2, 3])).toHaveLength(3);
    expect(existsSync(`${databaseOf(workspace)}-wal`)).toBe(false);
    there.close();
    vi.stubEnv('SWEEPDECK_NETWORK_DISK', '0');
    const back = openStore(workspace, 'write');
    onTestFinished(() => back.close());
    expect(back.runs([1, 2, 3])).toHaveLength(3);
    expect(existsSync(`${databaseOf(workspace)}-wal`)).toBe(true);
  });

  test('a journal that names another file is refused', () => {
    const workspace = filledWorkspace(1);
    const name = Buffer.from(`${workspace}/precious`);
    writeFileSync(`${databaseOf(workspace)}-journal`, Buffer.concat([Buffer.alloc(512), name, Buffer.from('d9d505f920a163d7', 'hex')]));
    expect(() => openStore(workspace, 'write')).toThrow(/was not written by Sweepdeck/);
  });
});
