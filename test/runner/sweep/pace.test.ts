import { describe, expect, it } from 'vitest';
import { Rate } from '../../../runner/sweep/rate.ts';
import { TimeLimit } from '../../../runner/sweep/timeLimit.ts';

describe('the pace of a sweep', () => {
  it('is that of the last ten seconds, and says how long the rest takes', () => {
    const rate = new Rate(0);
    for (let second = 1; second <= 20; second++) rate.mark(second * 1000, second <= 10 ? second : 10 + (second - 10) * 5);
    expect(rate.itemsPerSecond(20_000, 60)).toBeCloseTo(5, 0);
    expect(Math.round(rate.secondsLeft(20_000, 60, 110) ?? 0)).toBe(11);
  });

  it('says nothing while nothing has finished', () => {
    expect(new Rate(0).secondsLeft(1000, 0, 10)).toBeUndefined();
  });
});

describe('the time that an item may take', () => {
  it('is fixed, or absent', () => {
    expect(new TimeLimit({ milliseconds: 500 }).milliseconds()).toBe(500);
    expect(new TimeLimit(undefined).milliseconds()).toBeUndefined();
  });

  it('is a multiple of the median once five items have succeeded', () => {
    const limit = new TimeLimit({ percentOfMedian: 300 });
    for (const seconds of [3, 1, 2, 5]) limit.learn(seconds);
    expect(limit.milliseconds()).toBeUndefined();
    limit.learn(4);
    expect(limit.milliseconds()).toBe(9000);
  });
});
