import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { acquireWorkspace } from '../../../runner/lock.ts';
import { openStore } from '../../../runner/store/open.ts';
import { linesUntilKilled, outputOf, startProgram } from './program.ts';
import { filledWorkspace, makeWorkspace, withDatabase } from './workspace.ts';

describe('a runner that is killed', () => {
  test.each([
    [20, '', '0'],
    [5, ' on a network disk', '1'],
  ])(
    'loses no acknowledged row in %i kills%s, and its workspace can be taken over at once',
    { timeout: 240_000 },
    async (kills, _, network) => {
      vi.stubEnv('SWEEPDECK_NETWORK_DISK', network);
      onTestFinished(() => void vi.unstubAllEnvs());
      const workspace = makeWorkspace();
      const acknowledged = new Map<number, string>();
      for (let round = 0; round < kills; round += 1) {
        const lines = await linesUntilKilled(startProgram('committer', [workspace]), 1 + ((round * 37) % 400));
        expect(lines[0]).toBe('ready');
        for (const line of lines.slice(1, -1))
          acknowledged.set(Number(line.slice(0, line.indexOf(' '))), line.slice(line.indexOf(' ') + 1));
        const lock = acquireWorkspace(workspace);
        const store = openStore(workspace, 'write');
        expect(lock.kind).toBe('owned');
        expect(store.notice).toBeUndefined();
        const rows = store.runs([...acknowledged.keys()]);
        expect(rows.map((row) => row.parameters)).toEqual([...acknowledged.values()]);
        store.close();
        if (lock.kind === 'owned') lock.release();
      }
      expect(acknowledged.size).toBeGreaterThan(40 * kills);
      withDatabase(workspace, (db) => {
        expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
        expect(db.prepare('SELECT epoch FROM owner').pluck().get()).toBe(2 * kills);
      });
    },
  );
});

describe('two processes that write without asking for the lock', () => {
  test('are fenced by the epoch and never meet SQLITE_BUSY', { timeout: 60_000 }, async () => {
    const workspace = filledWorkspace(1);
    const children = [1, 2].map(() => startProgram('contender', [workspace, '60']));
    const counts = (await Promise.all(children.map(outputOf))).map((text): Record<string, number> => JSON.parse(text));
    const sum = (code: string): number => counts.reduce((all, one) => all + (one[code] ?? 0), 0);
    expect(Object.keys({ ...counts[0], ...counts[1] }).filter((code) => code !== 'committed' && code !== 'lock-held')).toEqual([]);
    const stored = withDatabase(workspace, (db) => db.prepare("SELECT count(*) FROM run WHERE parameters = '{}'").pluck().get());
    expect(stored).toBe(sum('committed'));
  });
});
