import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttle } from '../../runner/throttle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Milliseconds at which was emitted while something asked every 5 ms. */
function emissions(from: number, to: number): number[] {
  const times: number[] = [];
  const { request } = throttle(100, () => times.push(performance.now() - begun));
  const begun = performance.now();
  vi.advanceTimersByTime(from);
  for (let at = from; at <= to; at += 5) {
    request();
    vi.advanceTimersByTime(5);
  }
  vi.advanceTimersByTime(1000);
  return times;
}

test('the first call comes at once, the second early, the others evenly, and the last is not lost', () => {
  expect(emissions(0, 402)).toEqual([0, 10, 110, 210, 310, 410]);
});

test('a pause gives one early call back, however long it was', () => {
  expect(emissions(10_000, 10_150)).toEqual([10_000, 10_010, 10_110, 10_210]);
});

test('what is due when it is closed is emitted, once', () => {
  let emitted = 0;
  const { request, close } = throttle(100, () => emitted++);
  for (let time = 0; time < 3; time++) request();
  close();
  close();
  vi.advanceTimersByTime(1000);
  expect(emitted).toBe(2);
});
