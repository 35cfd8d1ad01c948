import { RunnerError } from '../../protocol/errors.ts';
import type { Aside } from './aside.ts';
import type { Group } from './commitMessages.ts';
import { packRuns } from './runColumns.ts';
import type { CommitAnswer, Store } from './store.ts';

/** Commits in the thread beside this one when it takes the group; what it cannot store is tried here, where trouble is understood. */
export function committingAside(of: {
  readonly aside: Aside;
  readonly commit: Store['commit'];
  /** The database that is held now, looked after. */
  readonly ready: () => Pick<Group, 'epoch' | 'identities'>;
  /** Rows were stored through the other connection. */
  readonly committed: () => void;
}): Store['commitAside'] {
  const { aside, commit, ready, committed } = of;
  return (sweep, { runs, counts }, answered) => {
    const here = (): CommitAnswer => orError(() => ({ ids: commit(sweep, runs, counts) }));
    if (!aside.takes(runs.length)) {
      answered(here());
      return;
    }
    const group = orError(() => ({ kind: 'commit' as const, sweep, runs: packRuns(runs), counts, ...ready() }));
    if ('error' in group) {
      answered(group);
      return;
    }
    aside.commit(group, (answer) => {
      if (answer.kind === 'failed') {
        const { refusal } = answer;
        answered(refusal ? { error: new RunnerError(refusal.code, refusal.message) } : here());
        return;
      }
      // The rows are stored; what has become of the connection here, the next question finds out.
      orError(committed);
      answered({ ids: [...answer.ids] });
    });
  };
}

function orError<T>(work: () => T): T | { readonly error: RunnerError } {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    return { error };
  }
}
