import { describe, expect, it } from 'vitest';
import { Turns } from '../../runner/turns.ts';

describe('calls that take turns', () => {
  it('run one after the other under one name, at the same time under two, also after a failure', async () => {
    const turns = new Turns();
    const told: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = turns.take('a', async () => {
      told.push('a1');
      await gate.promise;
      throw new Error('a1 failed');
    });
    const second = turns.take('a', async () => told.push('a2'));
    await turns.take('b', async () => told.push('b1'));
    expect(told).toEqual(['a1', 'b1']);
    expect(turns.busy).toBe(true);
    gate.resolve();
    await expect(first).rejects.toThrow('a1 failed');
    await second;
    await turns.settled();
    expect(told).toEqual(['a1', 'b1', 'a2']);
    expect(turns.busy).toBe(false);
  });
});
