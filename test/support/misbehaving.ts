import { expect } from 'vitest';
import { type ValueMap } from '../../core/value/value.ts';
import type { Job, StartWorker, WorkerSetup } from '../../runner/objective/worker.ts';
import { job, probe, type WorkerProbe } from './objective.ts';

export interface Misbehaviour extends Partial<Job> {
  readonly parameters2?: ValueMap;
  /** What the item behind does instead of answering at once. */
  readonly innocent?: string;
}

/** A worker whose items do each what their parameter `mode` says. */
export interface Misbehaving {
  /** Runs one misbehaving item and an innocent one behind it; a dead worker is replaced for the innocent one. */
  misbehave(mode: string, how?: Misbehaviour): Promise<{ readonly worker: WorkerProbe; readonly seq: number }>;
  /** Ends the worker; the next item gets a new one. */
  stop(): Promise<void>;
}

export function misbehaving(start: StartWorker, setup: WorkerSetup): Misbehaving {
  let next = 0;
  let shared: WorkerProbe | undefined;
  const living = (): WorkerProbe => {
    if (shared === undefined || shared.told.end !== undefined) shared = probe(start, setup);
    return shared;
  };
  return {
    async misbehave(mode, { parameters2 = {}, innocent: after = 'innocent', ...more } = {}) {
      const worker = living();
      const bad = job(++next, { mode, ...parameters2 }, more);
      const innocent = job(++next, { mode: after, x: next });
      await worker.run([bad, innocent]);
      const witness = worker.told.outcomes.has(innocent.seq) ? worker : probe(start, setup);
      if (witness !== worker) await witness.run([innocent]);
      shared = witness;
      expect(witness.outcome(innocent.seq)).toMatchObject({ kind: 'value', outputs: `{"x":${innocent.seq}}` });
      return { worker, seq: bad.seq };
    },
    async stop() {
      await shared?.worker.stop();
    },
  };
}
