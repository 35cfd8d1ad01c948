import { once } from 'node:events';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acquireWorkspace } from '../../runner/lock.ts';
import { assertRuntime } from '../../runner/runtime.ts';
import { firstLine, startProgram } from './store/program.ts';
import { beginSweep, makeWorkspace, newRun, open } from './store/workspace.ts';

describe('the lock of a workspace', () => {
  test('is given once and again after its release', () => {
    const workspace = makeWorkspace();
    const first = acquireWorkspace(workspace);
    expect(acquireWorkspace(workspace)).toEqual({ kind: 'held', by: undefined });
    if (first.kind === 'owned') first.release();
    const second = acquireWorkspace(workspace);
    expect(second.kind).toBe('owned');
    if (second.kind === 'owned') second.release();
  });

  test('names the process that has it, stays with a stopped one and is free when that is killed', async () => {
    const workspace = makeWorkspace();
    const child = startProgram('committer', [workspace]);
    expect(await firstLine(child)).toBe('ready');
    expect(acquireWorkspace(workspace)).toMatchObject({ kind: 'held', by: { pid: child.pid } });
    child.kill('SIGSTOP');
    expect(acquireWorkspace(workspace).kind).toBe('held');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const mine = acquireWorkspace(workspace);
    expect(mine.kind).toBe('owned');
    if (mine.kind === 'owned') mine.release();
  });

  test('says when its file has been taken away', () => {
    const workspace = makeWorkspace();
    const lock = acquireWorkspace(workspace);
    if (lock.kind === 'held') throw new Error('a new workspace is locked');
    expect(lock.isInPlace()).toBe(true);
    rmSync(join(workspace, '.sweepdeck'), { recursive: true });
    expect(lock.isInPlace()).toBe(false);
    lock.release();
  });

  test('is not taken on a file with content or a link', () => {
    const workspace = makeWorkspace();
    const folder = join(workspace, '.sweepdeck');
    mkdirSync(folder);
    writeFileSync(join(folder, 'runner.lock'), 'SQLite format 3\0');
    expect(() => acquireWorkspace(workspace)).toThrow(/not the empty file/);
    rmSync(join(folder, 'runner.lock'));
    symlinkSync(join(workspace, 'elsewhere'), join(folder, 'runner.lock'));
    expect(() => acquireWorkspace(workspace)).toThrow(/symbolic link/);
  });
});

describe('the epoch', () => {
  test('refuses the commit of a stale owner and writes nothing of it', () => {
    const workspace = makeWorkspace();
    const stale = open(workspace);
    const { sweep } = beginSweep(stale);
    const owner = open(workspace);
    expect(() => stale.commit(sweep, [newRun(0)])).toThrow(expect.objectContaining({ code: 'lock-held' }));
    expect(owner.commit(beginSweep(owner).sweep, [newRun(1)])).toEqual([1]);
    expect(owner.history(newRun(0).key)).toEqual([]);
  });
});

describe('the runtime', () => {
  test('is refused in words where better-sqlite3 would crash', () => {
    expect(() => assertRuntime({ node: '20.20.2', napi: '9' })).toThrow(/needs Node 22\.14 or newer.*is Node 20\.20\.2/);
    expect(() => assertRuntime({ node: '22.13.1', napi: '9' })).toThrow(/22\.14/);
    expect(() => assertRuntime({ node: '22.14.0', napi: '10' })).not.toThrow();
    expect(() => assertRuntime({ node: '24.21.0', napi: '9' })).toThrow();
    expect(() => assertRuntime()).not.toThrow();
  });
});
