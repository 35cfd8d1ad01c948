import { decode } from '../core/value/encode.ts';
import { nest } from '../core/value/value.ts';
import { RunnerError } from '../protocol/errors.ts';
import type { ItemRequest } from '../protocol/itemRequest.ts';
import type { Vouched } from '../protocol/manage.ts';
import type { ItemDetail, ItemLog } from '../protocol/runner.ts';
import { vouchedOf } from './manage/vouch.ts';
import type { ItemOutput, Seen } from './objective/worker.ts';
import { readMade } from './provenance.ts';
import { type LiveItems, orphanRow, rowsOf } from './results/rows.ts';
import { originsOf } from './origins.ts';
import type { Store, StoredRun } from './store/store.ts';
import type { TaskView } from './taskView.ts';

export interface Inspection {
  readonly workspace: string;
  readonly store: Store;
  readonly view: TaskView;
  readonly live: LiveItems;
  /** What the item prints and reports right now, when it runs. */
  readonly peek: (item: number) => Seen | undefined;
}

/** One item whole, also one that is no longer in the space. */
export function inspectItem(of: Inspection, request: ItemRequest): ItemDetail {
  const item = findItem(of, request);
  const row = item === undefined ? orphanOf(of, request) : rowsOf(of.store, of.view, [item], of.live)[0];
  if (!row) throw noSuchItem(request);
  const attempts = of.store.history(Buffer.from(row.key, 'hex'));
  const history = attempts.map((run) => ({
    attempt: run.attempt,
    state: run.ok ? ('done' as const) : ('failed' as const),
    finishedAt: run.finishedAt,
    seconds: run.seconds,
    current: of.view.isToday(run.fingerprint, item) && (item === undefined || run.files === of.view.plan.files?.text(item)),
    ...vouchedPart(of.store, run),
  }));
  const reported = item === undefined ? undefined : of.peek(item)?.reported;
  const outputs = reported === undefined ? row.outputs : decode(reported);
  const newest = attempts.at(-1);
  const made = newest && madeOf(of.store, newest);
  const { plan } = of.view;
  const parameters = item === undefined ? row.parameters : nest(plan.given(plan.item(item).point));
  const origins = originsOf({ ...of, plan }, parameters, attempts.at(-1)?.sweep);
  return { ...row, outputs, parameters, task: plan.task.name, history, log: logOf(of, { item, attempts }), origins, ...(made && { made }) };
}

/** Captured output of one attempt: the newest, or the one with this number (1 is the oldest). */
export function inspectLog(of: Inspection, request: ItemRequest & { readonly attempt?: number }): ItemLog {
  const item = findItem(of, request);
  const key = item === undefined ? orphanOf(of, request)?.key : keyOf(of.view, item);
  if (key === undefined) throw noSuchItem(request);
  const attempts = of.store.history(Buffer.from(key, 'hex'));
  return logOf(of, { item, attempts, ...(request.attempt !== undefined && { attempt: request.attempt }) });
}

/** Which item a request names: its key, and its index when it is in the space. Also one of which only deleted rows are left. */
export function locateItem(of: Inspection, request: ItemRequest): { readonly key: string; readonly item?: number } {
  const item = findItem(of, request);
  if (item !== undefined) return { key: keyOf(of.view, item), item };
  const key = 'key' in request ? request.key : '';
  if (key.length !== KEY_DIGITS || of.store.traces(Buffer.from(key, 'hex')).length === 0) throw noSuchItem(request);
  return { key };
}

function madeOf(store: Store, { sweep }: StoredRun): ItemDetail['made'] {
  const { text, summary } = store.sweepTexts(sweep);
  return readMade(text, summary);
}

function vouchedPart(store: Store, run: StoredRun): { readonly vouched?: Vouched } {
  const vouched = vouchedOf(store.origin(run.sweep));
  return vouched ? { vouched } : {};
}

export function toItemLog(output: ItemOutput | undefined, running: boolean): ItemLog {
  const text = (bytes: Uint8Array | undefined): string => (bytes ? Buffer.from(bytes).toString('utf8') : '');
  return {
    stdout: text(output?.stdout),
    stderr: text(output?.stderr),
    dropped: { stdout: output?.droppedStdout ?? 0, stderr: output?.droppedStderr ?? 0 },
    running,
  };
}

function logOf(
  of: Inspection,
  which: { readonly item: number | undefined; readonly attempts: readonly StoredRun[]; readonly attempt?: number },
): ItemLog {
  const { item, attempts, attempt } = which;
  const live = item === undefined || attempt !== undefined ? undefined : of.peek(item)?.output;
  if (live) return toItemLog(live, true);
  const run = attempt === undefined ? attempts.at(-1) : attempts.findLast((one) => one.attempt === attempt);
  if (!run && attempt !== undefined)
    throw new RunnerError('no-such-item', `This item has no attempt ${attempt}; \`sweepdeck show\` lists those that are stored.`);
  return toItemLog(run && of.store.log(run.id), item !== undefined && of.live.get(item) === 'running');
}

function findItem(of: Inspection, request: ItemRequest): number | undefined {
  const { plan } = of.view;
  if ('item' in request) {
    const { item } = request;
    if (!Number.isSafeInteger(item) || item < 0 || item >= plan.items)
      throw new RunnerError('no-such-item', `The sweep has ${plan.items} items; there is no item ${item}.`);
    return item;
  }
  if (request.key.length < KEY_DIGITS) return findByPrefix(of.view, request.key);
  const remembered = of.store.history(Buffer.from(request.key, 'hex')).at(-1)?.index;
  if (remembered !== undefined && remembered >= 0 && remembered < plan.items && keyOf(of.view, remembered) === request.key)
    return remembered;
  for (let item = 0; item < plan.items; item++) if (keyOf(of.view, item) === request.key) return item;
  return undefined;
}

/** A person may give the first digits of a key, as tables show them. */
function findByPrefix(view: TaskView, prefix: string): number | undefined {
  if (!/^[0-9a-f]{4,}$/.test(prefix))
    throw new RunnerError(
      'bad-request',
      `\`${prefix}\` is no key: a key has 32 hexadecimal digits, of which the first four or more will do.`,
    );
  const found: number[] = [];
  for (let item = 0; item < view.plan.items && found.length < 2; item++) if (keyOf(view, item).startsWith(prefix)) found.push(item);
  if (found.length > 1) throw new RunnerError('bad-request', `Several items have a key that begins with ${prefix}: give more digits.`);
  return found[0];
}

const KEY_DIGITS = 32;

function keyOf(view: TaskView, item: number): string {
  const { point, seed } = view.plan.item(item);
  return Buffer.from(view.plan.keyer.key(point, seed)).toString('hex');
}

function orphanOf(of: Inspection, request: ItemRequest): ReturnType<typeof orphanRow> | undefined {
  const run = 'key' in request ? of.store.history(Buffer.from(request.key, 'hex')).at(-1) : undefined;
  return run && orphanRow(of.store, run);
}

function noSuchItem(request: ItemRequest): RunnerError {
  const name = 'key' in request ? `key ${request.key}` : `index ${request.item}`;
  return new RunnerError(
    'no-such-item',
    `No item of this task has the ${name}. \`sweepdeck results FILE --pending\` lists all items with their keys.`,
  );
}
