import type { Account } from '../core/sweep/account.ts';
import { adoption } from './adoption.ts';
import { Changes } from './changes.ts';
import type { Steps } from './steps.ts';
import { newViewMemory, type ViewMemory } from './results/viewMemory.ts';
import { DONE, FAILED, PENDING, STALE, type Store } from './store/store.ts';
import type { SweepView } from './store/sweepView.ts';
import type { Plan } from './tasks.ts';

/** The truth about one task: every item's state and deciding run, kept up to date by the commits of its own sweeps. */
export interface TaskView {
  readonly plan: Plan;
  readonly view: SweepView;
  /** Row ids in the store; 0 while no sweep of the task, or with this fingerprint, was begun. */
  task: number;
  fingerprint: number;
  /** Revision of the store that the view stands for. */
  revision: number;
  /** Items whose deciding run changed since the view was made. */
  readonly changes: Changes;
  readonly memory: ViewMemory;
  /** Whether a result of a fingerprint is one of today's for an item; without one, for an item that the space has no more. */
  isToday(fingerprint: number, item: number | undefined): boolean;
  /** The output names found; made anew when `revision` moves. */
  outputs: { readonly revision: number; readonly names: ReadonlySet<string> } | undefined;
  account(): ViewAccount;
  /** What `account` will say when these rows are committed. */
  accountAfter(rows: Deciding): ViewAccount;
  /** Takes in committed rows. A revision that does not follow on the view's own leaves it behind: others have changed results as well. */
  apply(rows: Deciding, ids: readonly number[], revision: number): void;
}

/** The counts of all items; what was cancelled only a sweep knows. */
export type ViewAccount = Omit<Account, 'cancelled'>;

/** What a view wants to know of committed rows, by their place. */
export interface Deciding {
  readonly length: number;
  item(at: number): number;
  isOk(at: number): boolean;
  /** Whether a row is of what the view is about. */
  isToday(at: number): boolean;
}

/** Reads the view of a task in steps; it is the truth if no result has come or gone meanwhile. `orphans: false` leaves out what the space has no more. */
export function* openTaskView(store: Store, plan: Plan, { orphans = true } = {}): Steps<TaskView> {
  const keyOf = (item: number): Uint8Array => viewKey({ plan }, item);
  const ground = groundOf(store, plan);
  const { ids, adopts } = ground;
  const view = yield* store.viewSteps({
    ...ids,
    ...(!orphans && { task: 0 }),
    objective: plan.objective,
    items: plan.items,
    keyOf,
    ...(plan.files && { filesOf: plan.files.text }),
    ...(adopts && { adopts }),
  });
  return taskViewOf(plan, view, ground);
}

/** The view of a task whose items need not be looked up, because they were and nothing has changed; nothing else may be written meanwhile. */
export function keptTaskView(store: Store, plan: Plan, view: SweepView): TaskView {
  return taskViewOf(plan, view, groundOf(store, plan));
}

/** What a view depends on in the store besides rows. */
function groundOf(store: Store, plan: Plan) {
  const ids = store.known({ file: plan.storedAs, digest: plan.fingerprint.digest });
  return { ids, revision: store.revision(), adopts: adoption(store, plan) };
}

function taskViewOf(plan: Plan, view: SweepView, { ids, revision, adopts }: ReturnType<typeof groundOf>): TaskView {
  const counts = countStates(view.state);
  const changes = new Changes(Math.max(1000, plan.items));
  return {
    plan,
    view,
    ...ids,
    revision,
    changes,
    memory: newViewMemory(),
    outputs: undefined,
    isToday(fingerprint, item) {
      return fingerprint !== 0 && (fingerprint === this.fingerprint || (item !== undefined && adopts?.(fingerprint, item) === true));
    },
    account: () => accountOf(plan, counts),
    accountAfter(rows) {
      const states = new Map<number, StateCode>();
      const then: StateCounts = [...counts];
      for (let at = 0; at < rows.length; at++) {
        const item = rows.item(at);
        const was = states.get(item) ?? codeAt(view.state, item);
        const is = decided(was, rows, at);
        if (is === undefined) continue;
        then[was]--;
        then[is]++;
        states.set(item, is);
      }
      return accountOf(plan, then);
    },
    apply(rows, ids, now) {
      for (let at = 0; at < rows.length; at++) {
        const item = rows.item(at);
        const was = codeAt(view.state, item);
        const is = decided(was, rows, at);
        if (is === undefined) continue;
        counts[was]--;
        counts[is]++;
        view.state[item] = is;
        view.run[item] = ids[at] ?? 0;
        changes.add(item);
      }
      if (now === this.revision + 1) this.revision = now;
    },
  };
}

/** The key of one item, 16 bytes. */
export function viewKey({ plan }: Pick<TaskView, 'plan'>, item: number): Uint8Array {
  return plan.reader.key(item);
}

type StateCode = typeof PENDING | typeof DONE | typeof FAILED | typeof STALE;

/** The state of an item as one of the four codes. */
export function codeAt(state: Uint8Array, item: number): StateCode {
  const code = state[item];
  return code === DONE || code === FAILED || code === STALE ? code : PENDING;
}

/** The state that a row gives its item; nothing where the row decides nothing. */
function decided(was: StateCode, rows: Deciding, at: number): StateCode | undefined {
  const [ok, today] = [rows.isOk(at), rows.isToday(at)];
  // A success with today's fingerprint outweighs anything else; one of other code, a failure of other code.
  if (was === DONE && !(ok && today)) return undefined;
  if (was === STALE && !ok && !today) return undefined;
  if (!ok) return FAILED;
  return today ? DONE : STALE;
}

/** By state code. */
type StateCounts = [number, number, number, number];

function accountOf({ items, task }: Plan, counts: StateCounts): ViewAccount {
  // `cache.stale: keep`: results of other code count as done; their rows still say that they are stale.
  const kept = task.cache.stale === 'keep' ? counts[STALE] : 0;
  return { items, done: counts[DONE] + kept, failed: counts[FAILED], stale: counts[STALE] - kept, pending: counts[PENDING] };
}

function countStates(state: Uint8Array): StateCounts {
  const counts: StateCounts = [0, 0, 0, 0];
  for (let item = 0; item < state.length; item++) counts[codeAt(state, item)]++;
  return counts;
}
