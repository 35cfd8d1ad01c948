import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { keepLock } from '../../runner/keepLock.ts';
import { acquireWorkspace, type WorkspaceLock } from '../../runner/lock.ts';
import { makeWorkspace } from './store/workspace.ts';

function owned(workspace: string): WorkspaceLock {
  const lock = acquireWorkspace(workspace);
  if (lock.kind === 'held') throw new Error('the workspace is taken');
  onTestFinished(() => lock.release());
  return lock;
}

describe('a lock whose file is removed', () => {
  it('is taken anew while a sweep runs', async () => {
    const workspace = makeWorkspace();
    const kept = keepLock(workspace, owned(workspace), () => true);
    onTestFinished(() => kept.release());
    rmSync(join(workspace, '.sweepdeck'), { recursive: true });
    await vi.waitUntil(() => acquireIsHeld(workspace), { timeout: 5000 });
  });

  it('is lost when another process was faster', async () => {
    const workspace = makeWorkspace();
    const first = owned(workspace);
    rmSync(join(workspace, '.sweepdeck'), { recursive: true });
    owned(workspace);
    await keepLock(workspace, first, () => true).lost;
    expect(first.isInPlace()).toBe(false);
  });
});

/** Whether somebody has the lock; looks without making a folder that is not there. */
function acquireIsHeld(workspace: string): boolean {
  const lock = acquireWorkspace(workspace);
  if (lock.kind === 'held') return true;
  lock.release();
  rmSync(join(workspace, '.sweepdeck'), { recursive: true });
  return false;
}
