import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Outcome } from '../../../core/sweep/outcome.ts';
import { step } from '../../../core/sweep/schedule.ts';
import { newSchedule, type ScheduledJob, type ScheduleOptions } from '../../../core/sweep/scheduleState.ts';

/** How each attempt at an item ends: `f` fails, `x` takes its worker with it, anything else is a value. */
type Script = readonly string[];

const outcomeOf = ({ item, attempt }: ScheduledJob, script: Script): Outcome => {
  const letter = script[item]?.[attempt - 1];
  if (letter !== 'f' && letter !== 'x') return { kind: 'value', outputs: '{}', seconds: 1e-4 };
  return { kind: 'failure', failure: { kind: letter === 'x' ? 'crash' : 'exception', type: 'E', message: '', trace: '' }, seconds: 1e-4 };
};

/** Runs a sweep whose workers answer up to so many items at a time, and tells what was recorded of each item. */
function recorded(script: Script, together: number, more: Partial<ScheduleOptions['execution']>): Map<number, string[]> {
  const records = new Map<number, string[]>();
  const inHand = new Map<number, ScheduledJob[]>();
  const state = newSchedule({
    execution: { retries: { max: 1, on: ['exception'], backoff: 0 }, onFailure: 'continue', ...more },
    workers: 2,
    items: script.keys(),
    selected: script.length,
    batchTarget: 0.02,
    maxBatch: 256,
    crashes: ['crash'],
  });
  const play = (...events: Parameters<typeof step>[1][]): void => {
    const next: Parameters<typeof step>[1][] = [];
    for (const command of step(state, ...events)) {
      if (command.kind === 'spawn') next.push({ kind: 'ready', worker: command.worker, now: 0 });
      if (command.kind === 'send') inHand.set(command.worker, [...(inHand.get(command.worker) ?? []), ...command.jobs]);
      if (command.kind === 'stop') {
        next.push({ kind: 'ended', worker: command.worker, now: 0 });
        inHand.delete(command.worker);
      }
      if (command.kind === 'record') {
        const { job, outcome, final } = command;
        records.set(job.item, [...(records.get(job.item) ?? []), `${job.attempt} ${outcome.kind}${final ? '' : ' again'}`]);
      }
    }
    for (const event of next) play(event);
  };
  play({ kind: 'begin', now: 0 });
  while (!state.over) {
    const [worker, jobs = []] = [...inHand].find(([, some]) => some.length > 0) ?? [0];
    const some = jobs.splice(0, together);
    if (some.length === 0) throw new Error('The sweep waits for nothing.');
    play(...some.map((job) => ({ kind: 'outcome' as const, worker, seq: job.seq, outcome: outcomeOf(job, script), now: 0 })));
  }
  expect(state.finished).toBe([...records.values()].filter((one) => one.some((text) => !text.endsWith('again'))).length);
  return records;
}

const scripts = fc.array(fc.stringMatching(/^[vfx]{0,2}$/), { minLength: 1, maxLength: 40 });

it('outcomes that come together count as they do one by one', () => {
  fc.assert(
    fc.property(scripts, fc.integer({ min: 2, max: 50 }), (script, together) => {
      expect(recorded(script, together, {})).toEqual(recorded(script, 1, {}));
    }),
  );
});

it('outcomes that come together are each recorded once when one of them ends the sweep', () => {
  fc.assert(
    fc.property(scripts, fc.integer({ min: 1, max: 50 }), (script, together) => {
      const records = recorded(script, together, { onFailure: 'stop' });
      for (const attempts of records.values()) expect(attempts.filter((one) => !one.endsWith('again')).length).toBeLessThan(2);
    }),
  );
});
