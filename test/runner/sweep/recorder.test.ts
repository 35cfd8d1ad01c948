import { afterEach, describe, expect, test, vi } from 'vitest';
import { watchCode } from '../../../runner/sweep/codeWatch.ts';
import { openEntries } from '../../../runner/sweep/entries.ts';
import { Recorder } from '../../../runner/sweep/recorder.ts';
import { beginSweep, makeWorkspace, newRun, open } from '../store/workspace.ts';

const MEGABYTE = 'x'.repeat(1024 * 1024);

/** A recorder over a real store, and what it has told to be stored. */
function recorder(): { readonly add: (item: number, outputs: string) => void; readonly recorder: Recorder; readonly stored: number[] } {
  const store = open(makeWorkspace());
  const { sweep } = beginSweep(store);
  const fingerprint = { digest: 'today', parts: {}, details: {} };
  const now = { fingerprint, files: undefined, stamps: [] };
  const stored: number[] = [];
  const one = new Recorder(
    {
      store,
      code: watchCode(now, () => now),
      entries: openEntries({ id: sweep, fingerprint }, () => sweep),
      countsAfter: () => undefined,
    },
    {
      committed: (rows) => stored.push(rows.length),
      paused: () => undefined,
      resumed: () => undefined,
      lost: () => undefined,
    },
  );
  const began = { sent: 0, loaded: undefined };
  return {
    recorder: one,
    stored,
    add: (item, outputs) => one.add(newRun(item, { outputs }), began),
  };
}

afterEach(() => vi.useRealTimers());

describe('results that wait to be stored', () => {
  test('do not wait after a pause, and never longer than 100 ms', () => {
    vi.useFakeTimers();
    const { add, stored } = recorder();
    add(0, '{}');
    add(1, '{}');
    vi.advanceTimersByTime(1);
    expect(stored).toEqual([2]);
    add(2, '{}');
    vi.advanceTimersByTime(20);
    add(3, '{}');
    expect(stored).toEqual([2]);
    vi.advanceTimersByTime(80);
    expect(stored).toEqual([2, 2]);
    vi.advanceTimersByTime(1000);
    add(4, '{}');
    vi.advanceTimersByTime(1);
    expect(stored).toEqual([2, 2, 1]);
  });

  test('are stored at once when they hold 16 MB', () => {
    const { add, stored } = recorder();
    for (let item = 0; item < 15; item++) add(item, MEGABYTE);
    expect(stored).toEqual([]);
    add(15, MEGABYTE);
    expect(stored).toEqual([16]);
  });

  test('hold nothing more back when they are stored', () => {
    const { add, stored, recorder: one } = recorder();
    add(0, MEGABYTE.repeat(40));
    expect(stored).toEqual([1]);
    expect(one.crowded).toBe(false);
    add(1, '{}');
    expect(one.flush()).toBe(true);
    expect(stored).toEqual([1, 1]);
  });
});
