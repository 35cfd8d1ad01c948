import { describe, expect, it } from 'vitest';
import { judgeWorker, newWorkerRecord, type Verdict, type WorkerRecord } from '../../../core/sweep/quarantine.ts';
import { step } from '../../../core/sweep/schedule.ts';
import { newSchedule, type ScheduledJob, type ScheduleOptions, type ScheduleState } from '../../../core/sweep/scheduleState.ts';

/** Items that ended in order, as worker and how; answers what was said of each that was not kept. */
function judge(workers: number, ended: readonly Ended[]): readonly string[] {
  const records = new Map<number, WorkerRecord>(Array.from({ length: workers }, (_, at) => [at + 1, newWorkerRecord()]));
  const said: string[] = [];
  for (const [worker, how] of ended) {
    const verdict: Verdict = judgeWorker(records, worker, how === 'ok');
    if (verdict !== 'keep') said.push(`${verdict} ${worker}`);
  }
  return said;
}

type Ended = readonly [worker: number, how: 'ok' | 'failed'];

const times = (count: number, ...of: readonly Ended[]): readonly Ended[] => Array.from({ length: count }, () => of).flat();
const bad: Ended = [1, 'failed'];
const good: Ended = [2, 'ok'];

describe('a worker is suspected', () => {
  it.each([
    ['not when it is the only one', 1, times(100, bad), []],
    ['not when all others fail as well', 2, times(50, bad, [2, 'failed'] as const), []],
    ['not when another one has failed lately', 2, [...times(50, bad, good), [2, 'failed'] as const, ...times(8, bad, good)].slice(-17), []],
    ['not after nine failures', 2, times(9, good, bad), []],
    ['not when it succeeds now and then', 2, times(30, ...times(9, bad, good), [1, 'ok'] as const), []],
    ['after ten failures where the others have none', 2, times(10, good, bad), ['replace 1']],
    ['for good after its second replacement', 2, times(30, good, bad), ['replace 1', 'replace 1', 'remove 1']],
    ['not when one of two others fails as well', 3, times(20, good, bad, [3, 'failed'] as const), []],
  ] as const)('%s', (_name, workers, ended, said) => {
    expect(judge(workers, ended)).toEqual(said);
  });
});

describe('a sweep with a worker where everything fails', () => {
  it('goes on with the others to its end, and the bad place is closed', () => {
    const options: ScheduleOptions = {
      execution: { retries: { max: 0, on: [], backoff: 0 }, onFailure: 'continue' },
      workers: 2,
      items: Array.from({ length: 300 }, (_, at) => at),
      selected: 300,
      batchTarget: 0.02,
      maxBatch: 1,
      crashes: [],
    };
    const { state, failed, spawned } = simulate(options, (worker) => worker === 1);
    expect(state).toMatchObject({ over: true, finished: 300, end: undefined });
    expect(failed).toBe(31);
    expect(spawned.filter((worker) => worker === 1)).toHaveLength(3);
  });
});

/** Plays a sweep to its end: workers answer in turn, and fail where `fails` says so. */
function simulate(
  options: ScheduleOptions,
  fails: (worker: number) => boolean,
): { readonly state: ScheduleState; readonly failed: number; readonly spawned: readonly number[] } {
  const state = newSchedule(options);
  const waiting: (readonly [worker: number, job: ScheduledJob])[] = [];
  const spawned: number[] = [];
  let failed = 0;
  const act = (commands: ReturnType<typeof step>): void => {
    for (const command of commands) {
      if (command.kind === 'send') waiting.push(...command.jobs.map((job) => [command.worker, job] as const));
      if (command.kind === 'spawn') {
        spawned.push(command.worker);
        act(step(state, { kind: 'ready', worker: command.worker, now: 0 }));
      }
      if (command.kind === 'stop') act(step(state, { kind: 'ended', worker: command.worker, now: 0 }));
      if (command.kind === 'record' && command.outcome.kind === 'failure') failed++;
    }
  };
  act(step(state, { kind: 'begin', now: 0 }));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [worker, { seq }] = next;
    const failure = { kind: 'exception', type: 'E', message: 'm', trace: '' } as const;
    act(
      step(state, {
        kind: 'outcome',
        worker,
        seq,
        outcome: fails(worker) ? { kind: 'failure', failure, seconds: 1 } : { kind: 'value', outputs: '{}', seconds: 1 },
        now: 0,
      }),
    );
  }
  return { state, failed, spawned };
}
