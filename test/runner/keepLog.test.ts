import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { keepLogShort } from '../../runner/keepLog.ts';
import { openStore } from '../../runner/store/open.ts';
import { beginSweep, newRun } from './store/workspace.ts';

test('the log of the database is emptied once nothing runs any more, and not before', async () => {
  const workspace = mkdtempSync(join(tmpdir(), 'sd-log-'));
  const store = openStore(workspace, 'write');
  let busy = true;
  let emptied = 0;
  const watched = {
    emptyLog() {
      expect(busy).toBe(false);
      store.emptyLog();
      emptied += 1;
    },
  };
  const end = keepLogShort(workspace, watched, () => busy);
  onTestFinished(() => {
    end();
    store.close();
  });
  const { sweep } = beginSweep(store);
  store.commit(sweep, [newRun(1)]);
  const log = (): number => statSync(join(workspace, '.sweepdeck', 'cache.db-wal')).size;
  expect(log()).toBeGreaterThan(0);
  busy = false;
  while (log() > 0) await turn();
  expect(emptied).toBe(1);
});
