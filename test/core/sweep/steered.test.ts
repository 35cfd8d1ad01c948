import { describe, expect, it } from 'vitest';
import { newSchedule, type ScheduleState } from '../../../core/sweep/scheduleState.ts';
import { begin, ended, options, outcome, play, ready, value } from './play.ts';

describe('items that another sweep may run', () => {
  const found: Readonly<Record<number, 'free' | 'taken' | 'done'>> = { 0: 'taken', 1: 'done', 2: 'free' };
  const shared = (): ScheduleState => newSchedule(options({ look: (item) => found[item] ?? 'free' }));

  it('are left to it while it runs them, and count when it has a result', () => {
    const state = shared();
    expect(play(state, { kind: 'begin' }, { kind: 'ready', worker: 1 })).toEqual(['spawn 1', 'send 1: 2#1@1']);
    expect(play(state, { kind: 'outcome', worker: 1, seq: 1, outcome: value() })).toEqual(['record 2#1 value']);
    expect(play(state, { kind: 'released', item: 0, done: true })).toEqual(['stop 1']);
    expect(play(state, { kind: 'ended', worker: 1 })).toEqual(['finish completed']);
    expect([state.finished, state.adopted]).toEqual([3, 2]);
  });

  it('are run when it lets go of them without one', () => {
    const state = newSchedule(options({ items: [0], selected: 1, look: () => 'taken' }));
    play(state, { kind: 'begin' }, { kind: 'ready', worker: 1 });
    const free = { ...state, options: options({ items: [0], selected: 1 }) };
    expect(play(free, { kind: 'released', item: 0, done: false })).toEqual(['send 1: 0#1@1']);
  });

  it('do not keep a cancelled sweep alive', () => {
    const state = newSchedule(options({ items: [0], selected: 1, look: () => 'taken' }));
    play(state, { kind: 'begin' }, { kind: 'ready', worker: 1 });
    expect(play(state, { kind: 'cancel' }, { kind: 'ended', worker: 1 })).toEqual(['stop 1', 'finish cancelled']);
  });
});

describe('a sweep that is steered', () => {
  const steer = (how: { readonly held?: boolean; readonly workers?: number }) => ({ kind: 'steer', ...how }) as const;

  it('begins nothing while it is held, and goes on where it was', () => {
    const state = newSchedule(options());
    expect(play(state, begin, ready(), steer({ held: true }), outcome(1, value()))).toEqual([
      'spawn 1',
      'send 1: 0#1@1',
      'record 0#1 value',
    ]);
    expect(play(state, steer({ held: false }))).toEqual(['send 1: 1#1@2']);
  });

  it('can be cancelled while it is held', () => {
    expect(play(newSchedule(options()), begin, ready(), steer({ held: true }), outcome(1, value()), { kind: 'cancel' }, ended())).toEqual([
      'spawn 1',
      'send 1: 0#1@1',
      'record 0#1 value',
      'stop 1',
      'finish cancelled',
    ]);
  });

  it('gets more workers, but not more than there are items left', () => {
    expect(play(newSchedule(options()), begin, ready(), steer({ workers: 9 }), ready(2))).toEqual([
      'spawn 1',
      'send 1: 0#1@1',
      'spawn 2',
      'spawn 3',
      'send 2: 1#1@2',
    ]);
  });

  it('lets a worker that is one too many end with what it has, and starts no other in its place', () => {
    const state = newSchedule(options({ workers: 2 }));
    expect(play(state, begin, ready(), ready(2), steer({ workers: 1 }), outcome(2, value(), 2), ended(2))).toEqual([
      'spawn 1',
      'spawn 2',
      'send 1: 0#1@1',
      'send 2: 1#1@2',
      'record 1#1 value',
      'stop 2',
    ]);
    expect(play(state, outcome(1, value()))).toEqual(['record 0#1 value', 'send 1: 2#1@3']);
  });

  it('keeps a worker that is wanted again before it has ended', () => {
    const state = newSchedule(options({ workers: 2 }));
    play(state, begin, ready(), ready(2), steer({ workers: 1 }));
    expect(play(state, steer({ workers: 2 }), outcome(2, value(), 2))).toEqual(['record 1#1 value', 'send 2: 2#1@3']);
  });
});
