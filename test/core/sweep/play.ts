import type { Failure, Outcome } from '../../../core/sweep/outcome.ts';
import { step } from '../../../core/sweep/schedule.ts';
import type { ScheduleCommand, ScheduleEvent, ScheduleOptions, ScheduleState } from '../../../core/sweep/scheduleState.ts';

/** Three items and one worker, with changes. */
export const options = (more: Partial<ScheduleOptions> = {}): ScheduleOptions => ({
  execution: { retries: { max: 0, on: [], backoff: 0 }, onFailure: 'continue' },
  workers: 1,
  items: [0, 1, 2],
  selected: 3,
  batchTarget: 0.02,
  maxBatch: 256,
  crashes: ['signal', 'crash', 'oom', 'exit'],
  ...more,
});

export const value = (seconds = 1): Outcome => ({ kind: 'value', outputs: '{}', seconds });
export const failure = (kind: Failure['kind'] = 'exception'): Outcome => ({
  kind: 'failure',
  failure: { kind, type: 'E', message: 'm', trace: '' },
  seconds: 1,
});

export function failureOf(kind: Failure['kind']): Failure {
  return { kind, type: 'E', message: 'm', trace: '' };
}

/** An event whose time is its place in the list, unless it says another. */
type Untimed<Event> = Event extends ScheduleEvent ? Omit<Event, 'now'> & { readonly now?: number } : never;

/** Feeds events and answers every command in short words. */
export function play(state: ScheduleState, ...events: readonly Untimed<ScheduleEvent>[]): string[] {
  return events.flatMap((event, at) => {
    // SAFETY: an untimed event with its time is an event.
    const timed = { now: at, ...event } as ScheduleEvent;
    return step(state, timed).map(words);
  });
}

function words(command: ScheduleCommand): string {
  switch (command.kind) {
    case 'send':
      return `send ${command.worker}: ${command.jobs.map((job) => `${job.item}#${job.attempt}@${job.seq}`).join(' ')}`;
    case 'record':
      return `record ${command.job.item}#${command.job.attempt} ${command.outcome.kind}${command.final ? '' : ' again'}`;
    case 'finish':
      return `finish ${command.end}${command.refused ? ` ${command.refused.message}` : ''}`;
    case 'wake':
      return `wake ${command.at}`;
    default:
      return `${command.kind} ${command.worker}`;
  }
}

export const begin = { kind: 'begin' } as const;
export const ready = (worker = 1) => ({ kind: 'ready', worker }) as const;
export const outcome = (seq: number, of: Outcome, worker = 1) => ({ kind: 'outcome', worker, seq, outcome: of }) as const;
export const ended = (worker = 1, refused?: Failure) => ({ kind: 'ended', worker, refused }) as const;
