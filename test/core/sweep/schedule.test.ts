import { describe, expect, it } from 'vitest';
import { type Failure, LIMIT_REACHED } from '../../../core/sweep/outcome.ts';
import { step } from '../../../core/sweep/schedule.ts';
import { newSchedule } from '../../../core/sweep/scheduleState.ts';
import { begin, ended, failure, failureOf, options, outcome, play, ready, value } from './play.ts';

describe('the schedule', () => {
  it('runs long items one at a time and stops its workers when nothing is left', () => {
    expect(play(newSchedule(options()), begin, ready(), outcome(1, value()), outcome(2, value()), outcome(3, value()), ended())).toEqual([
      'spawn 1',
      'send 1: 0#1@1',
      'record 0#1 value',
      'send 1: 1#1@2',
      'record 1#1 value',
      'send 1: 2#1@3',
      'record 2#1 value',
      'stop 1',
      'finish completed',
    ]);
  });

  it('starts no more workers than items', () => {
    expect(play(newSchedule(options({ workers: 8, items: [4], selected: 1 })), begin)).toEqual(['spawn 1']);
  });

  it('grows batches only from measured item time', () => {
    const state = newSchedule(options({ items: Array.from({ length: 1000 }, (_, at) => at), selected: 1000 }));
    const sizes: number[] = [];
    let commands = [...step(state, { kind: 'begin', now: 0 }), ...step(state, { kind: 'ready', worker: 1, now: 0 })];
    for (let seq = 1; seq <= 40; seq++) {
      for (const one of commands) if (one.kind === 'send') sizes.push(one.jobs.length);
      commands = [...step(state, { kind: 'outcome', worker: 1, seq, outcome: value(1e-6), now: seq })];
    }
    expect(sizes[0]).toBe(1);
    expect(Math.max(...sizes)).toBeGreaterThan(30);
  });

  it('lets one item wait at a worker while items take less than a quarter of a second, but not at the end', () => {
    const state = newSchedule(options({ items: [0, 1, 2, 3, 4, 5], selected: 6 }));
    const outcomes = [1, 2, 3, 4, 5, 6].map((seq) => outcome(seq, value(0.1)));
    expect(play(state, begin, ready(), ...outcomes).filter((words) => words.startsWith('send'))).toEqual([
      'send 1: 0#1@1',
      'send 1: 1#1@2 2#1@3',
      'send 1: 3#1@4',
      'send 1: 4#1@5',
      'send 1: 5#1@6',
    ]);
  });

  it('gives back items of a worker that ended, and starts another one', () => {
    const state = newSchedule(options({ items: [7], selected: 1 }));
    expect(play(state, begin, ready(), ended(), ready(), outcome(2, value()), ended())).toEqual([
      'spawn 1',
      'send 1: 7#1@1',
      'spawn 1',
      'send 1: 7#1@2',
      'record 7#1 value',
      'stop 1',
      'finish completed',
    ]);
  });

  it('drops an answer that nobody waits for', () => {
    expect(play(newSchedule(options()), begin, ready(), outcome(99, value()))).toEqual(['spawn 1', 'send 1: 0#1@1']);
  });

  it('retries the kinds of failure that the task names, with doubling waits', () => {
    const execution = { retries: { max: 2, on: ['timeout' as const], backoff: 100 }, onFailure: 'continue' as const };
    const state = newSchedule(options({ execution, items: [0], selected: 1 }));
    expect(
      play(
        state,
        begin,
        ready(),
        outcome(1, failure('timeout')),
        { kind: 'tick', now: 102 },
        outcome(2, failure('timeout')),
        { kind: 'tick', now: 400 },
        outcome(3, failure('timeout')),
        ended(),
      ),
    ).toEqual([
      'spawn 1',
      'send 1: 0#1@1',
      'record 0#1 failure again',
      'wake 102',
      'send 1: 0#2@2',
      'record 0#2 failure again',
      'wake 204',
      'send 1: 0#3@3',
      'record 0#3 failure',
      'stop 1',
      'finish completed',
    ]);
  });

  it('does not retry what the task does not name', () => {
    const execution = { retries: { max: 2, on: ['timeout' as const], backoff: 0 }, onFailure: 'continue' as const };
    expect(play(newSchedule(options({ execution, items: [0], selected: 1 })), begin, ready(), outcome(1, failure()), ended()).at(-1)).toBe(
      'finish completed',
    );
  });

  it.each(['signal', 'crash', 'oom', 'exit'] as const)(
    'tries an item that ended its worker (%s) once more, although the task names no retries',
    (kind) => {
      const state = newSchedule(options({ items: [0], selected: 1 }));
      expect(play(state, begin, ready(), outcome(1, failure(kind)), ended(), ready(), outcome(3, failure(kind)), ended())).toEqual([
        'spawn 1',
        'send 1: 0#1@1',
        'record 0#1 failure again',
        'send 1: 0#2@2',
        'spawn 1',
        'send 1: 0#2@3',
        'record 0#2 failure',
        'stop 1',
        'finish completed',
      ]);
    },
  );

  it.each(['exception', 'timeout', 'output', 'setup'] as const)('does not try an item again by itself that failed by %s', (kind) => {
    const state = newSchedule(options({ items: [0], selected: 1 }));
    expect(play(state, begin, ready(), outcome(1, failure(kind)), ended())).toEqual([
      'spawn 1',
      'send 1: 0#1@1',
      'record 0#1 failure',
      'stop 1',
      'finish completed',
    ]);
  });

  it('lets the retries of the task decide where they say more about a crash', () => {
    const execution = { retries: { max: 2, on: ['signal' as const], backoff: 10 }, onFailure: 'continue' as const };
    const state = newSchedule(options({ execution, items: [0], selected: 1 }));
    const told = play(
      state,
      begin,
      ready(),
      outcome(1, failure('signal')),
      { kind: 'tick', now: 20 },
      outcome(2, failure('signal')),
      { kind: 'tick', now: 50 },
      outcome(3, failure('signal')),
      ended(),
    );
    expect(told.filter((one) => one.startsWith('record'))).toEqual([
      'record 0#1 failure again',
      'record 0#2 failure again',
      'record 0#3 failure',
    ]);
  });

  it('stops by on_failure only when the second attempt has crashed as well', () => {
    const state = newSchedule(options({ execution: { retries: { max: 0, on: [], backoff: 0 }, onFailure: 'stop' } }));
    expect(play(state, begin, ready(), outcome(1, failure('signal')), outcome(2, value())).at(-1)).toBe('send 1: 1#1@3');
  });

  it.each([
    ['on_failure: stop', { onFailure: 'stop' as const }],
    ['max_failures', { onFailure: 'continue' as const, maxFailures: { count: 1 } }],
    ['max_failures in per cent', { onFailure: 'continue' as const, maxFailures: { percent: 20 } }],
  ])('stops early by %s and waits for its workers', (_name, policy) => {
    const state = newSchedule(options({ execution: { retries: { max: 0, on: [], backoff: 0 }, ...policy } }));
    expect(play(state, begin, ready(), outcome(1, failure()), ended())).toEqual([
      'spawn 1',
      'send 1: 0#1@1',
      'record 0#1 failure',
      'stop 1',
      'finish stopped',
    ]);
  });

  it('cancels: running items are not recorded', () => {
    const state = newSchedule(options());
    expect(play(state, begin, ready(), { kind: 'cancel' }, outcome(1, { kind: 'cancelled' }), ended())).toEqual([
      'spawn 1',
      'send 1: 0#1@1',
      'stop 1',
      'finish cancelled',
    ]);
  });

  it('ends with the reason when a worker cannot start', () => {
    const refused: Failure = { kind: 'start', type: 'ImportError', message: 'no numpy', trace: '' };
    expect(play(newSchedule(options({ workers: 2 })), begin, ended(1, refused), ended(2, refused))).toEqual([
      'spawn 1',
      'spawn 2',
      'stop 2',
      'finish stopped no numpy',
    ]);
  });

  it('goes on with fewer workers where the system allows no more, and ends where it allows none', () => {
    const refused: Failure = { kind: 'start', type: LIMIT_REACHED, message: 'no room', trace: '' };
    const state = newSchedule(options({ workers: 2, items: [0, 1], selected: 2 }));
    expect(play(state, begin, ended(2, refused), ready(1), outcome(1, value()), outcome(2, value()), ended(1))).toEqual([
      'spawn 1',
      'spawn 2',
      'send 1: 0#1@1',
      'record 0#1 value',
      'send 1: 1#1@2',
      'record 1#1 value',
      'stop 1',
      'finish completed',
    ]);
    expect(play(newSchedule(options({ workers: 2 })), begin, ended(2, refused), ended(1, refused)).at(-1)).toBe('finish stopped no room');
  });

  const killed: Failure = { kind: 'signal', type: 'WorkerFailed', message: 'killed', trace: '' };
  it.each([
    ['that was killed while it loaded', [], killed, 4],
    ['where one has started before', [ready()], failureOf('start'), 4],
  ] as const)('starts a worker again %s, five times at most', (_name, before, refused, times) => {
    const again = Array.from({ length: 9 }, () => ended(1, refused));
    const told = play(newSchedule(options()), begin, ...before, ...again);
    expect(told.filter((one) => one === 'spawn 1')).toHaveLength(1 + times);
    expect(told.at(-1)).toBe('finish stopped ' + refused.message);
  });

  it('finishes at once when nothing is selected', () => {
    expect(play(newSchedule(options({ items: [], selected: 0 })), begin)).toEqual(['finish completed']);
  });
});
