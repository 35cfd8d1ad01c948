import { RunnerError } from '../protocol/errors.ts';
import { ownerIn } from './lock.ts';
import { isStopped } from './objective/processes.ts';
import { isLivingOther } from './store/owner.ts';

/** Whether the process that owns a workspace stands still (Ctrl+Z): then it accepts connections, and never answers. */
export interface StoppedWatch {
  /** Rejects with a sentence that says which process, and what to do. */
  readonly stopped: Promise<never>;
  close(): void;
}

/** Where the system does not tell of a stop (all but Linux), an answer is waited for. */
export function watchForStop(workspace: string): StoppedWatch {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  stopped.catch(() => undefined);
  const timer = setInterval(() => {
    const owner = ownerIn(workspace);
    if (owner === undefined || !isLivingOther(owner) || !isStopped(owner.pid)) return;
    reject(
      new RunnerError(
        'lock-held',
        `The runner of this workspace (process ${owner.pid}) is stopped, so it does not answer. Let it go on (\`fg\` in its terminal, or \`kill -CONT ${owner.pid}\`), or end it (\`kill -9 ${owner.pid}\`): finished results are kept.`,
      ),
    );
  }, PERIOD);
  return { stopped, close: () => clearInterval(timer) };
}

/** Milliseconds; a runner that is well answers sooner. */
const PERIOD = 500;
