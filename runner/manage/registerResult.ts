import { copyFileSync, lstatSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Field, Task } from '../../core/task/task.ts';
import { declaredValue } from '../../core/task/read/fit.ts';
import { encode } from '../../core/value/encode.ts';
import { nearest } from '../../core/value/suggest.ts';
import { isValueMap, nest, type Point, type Value, type ValueMap, valueMap } from '../../core/value/value.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { Registered, RegisterEntry, RegisterRequest } from '../../protocol/manage.ts';
import { readPoint } from '../point.ts';
import type { NewRun } from '../store/store.ts';
import type { Plan } from '../tasks.ts';
import { type TaskView, viewKey } from '../taskView.ts';
import { makeItemFolder } from './itemFolders.ts';
import type { ManagePlace } from './place.ts';
import { vouchFor } from './vouch.ts';

/** A result that fits its task, with the identity of its item. */
export interface Prepared {
  readonly point: Point;
  readonly outputs: ValueMap;
  readonly replicate: number;
  readonly seed: number;
  readonly key: Uint8Array;
}

/** Records a result that was made elsewhere as one of today's code: of a point in the space or not. */
export function registerResult(of: { readonly place: ManagePlace; readonly view: TaskView }, request: RegisterRequest): Registered {
  const { place, view } = of;
  const { plan } = view;
  const files = Object.entries(request.files ?? {}).map(([name, path]) => ({ name, path, stored: storedName(name, path) }));
  const prepared = prepareResult(plan, request, files);
  const { key, point, outputs } = prepared;
  const hex = Buffer.from(key).toString('hex');
  const item = itemWith(view, key);
  // Files first: a row never names a file that is not there.
  if (files.length > 0) makeItemFolder(place.workspace, hex);
  for (const { path, stored } of files) copyFileSync(path, join(makeItemFolder(place.workspace, hex), stored));
  const { sweep, end } = vouchFor({ store: place.store, view }, { kind: 'registered', note: 'a result made elsewhere', count: 1 });
  place.store.commit(sweep, [externalRow(view, prepared, { item, attempt: newestAttempt(place, key) + 1 })]);
  end();
  return { key: hex, ...(item !== undefined && { item }), parameters: nest(point), outputs };
}

/** Brings a result to the types of its task; throws a `RunnerError` that says what does not fit. */
export function prepareResult(plan: Plan, { point: given, outputs, replicate = 0 }: RegisterEntry, files: Files = []): Prepared {
  if (replicate >= plan.task.replicates)
    throw new RunnerError(
      'bad-request',
      `There is no replicate ${replicate}: the task says \`replicates: ${plan.task.replicates}\`, counted from 0.`,
    );
  const point = completePoint(plan, given);
  const seed = plan.seed(point, replicate);
  return { point, outputs: checkedOutputs(plan.task, outputs, files), replicate, seed, key: plan.keyer.key(point, seed) };
}

/** The number of the newest attempt at an item; 0 when there is none. */
export function newestAttempt({ store }: ManagePlace, key: Uint8Array): number {
  return Math.max(0, ...store.history(key).map((run) => run.attempt));
}

/** The row of a result that was made elsewhere; `item` is missing when its point is not in the space. */
export function externalRow(
  view: TaskView,
  { key, point, outputs, replicate, seed }: Prepared,
  { item, attempt }: { readonly item: number | undefined; readonly attempt: number },
): NewRun {
  return {
    key,
    index: item ?? NOWHERE,
    replicate,
    seed,
    attempt,
    ok: true,
    parameters: view.plan.encodeParameters(point),
    outputs: encode(outputs),
    failure: null,
    seconds: 0,
    finishedAt: Date.now(),
    worker: 'external',
    output: undefined,
    files: view.plan.files?.textOf(point),
  };
}

/** Index of a point that never was in the space. */
const NOWHERE = -1;

/** The point as `test --point` reads it; here a name that is unknown, or one that every point has and this one lacks, would be another item than meant. */
function completePoint(plan: Plan, given: ValueMap): Point {
  const point = readPoint(plan, given);
  const { parameters } = plan.task.schema;
  const known = new Set([...plan.space.names, ...parameters.keys()]);
  for (const name of point.keys()) {
    if (known.has(name)) continue;
    const meant = nearest(name, known);
    throw new RunnerError(
      'bad-request',
      `The sweep has no parameter \`${name}\`${meant === undefined ? '' : `; did you mean \`${meant}\`?`} Its parameters are ${[...known].join(', ')}.`,
    );
  }
  const required = new Set([
    ...alwaysThere(plan.task),
    ...[...parameters.values()].filter((field) => !field.optional).map((field) => field.name),
  ]);
  const missing = [...required].filter(
    (name) =>
      !point.has(name) && parameters.get(name)?.default === undefined && ![...point.keys()].some((one) => one.startsWith(`${name}.`)),
  );
  if (missing.length > 0)
    throw new RunnerError(
      'bad-request',
      `The point leaves out ${missing.map((name) => `\`${name}\``).join(', ')}: give every parameter that has no default.`,
    );
  return point;
}

/** Parameters that every point of the task has. */
function alwaysThere(task: Task): readonly string[] {
  return task.space.factors.flatMap((factor) => {
    if (factor.kind === 'axis') return factor.when ? [] : [factor.name];
    return factor.kind === 'zip'
      ? factor.columns.filter((column) => column.kind === 'axis' && !column.when).map((column) => column.name)
      : [];
  });
}

type Files = readonly { readonly name: string; readonly stored: string }[];

function checkedOutputs(task: Task, given: Value, files: Files): ValueMap {
  const named = typeof given === 'number' || typeof given === 'bigint' || typeof given === 'boolean' ? { value: given } : given;
  if (!isValueMap(named))
    throw new RunnerError('bad-request', `Outputs are a mapping of names to values, such as {"loss": 0.25}, or one number.`);
  const entries = Object.entries(named).map(([name, value]) => [name, checkedOutput(name, value, task.schema.outputs.get(name))] as const);
  return valueMap([
    ...entries,
    ...files.filter(({ name }) => !Object.hasOwn(named, name)).map(({ name, stored }) => [name, stored] as const),
  ]);
}

/** An output may be what a parameter may not: NaN and infinities are results. */
function checkedOutput(name: string, value: Value, field: Field | undefined): Value {
  if (!field || value === null || (typeof value === 'number' && !Number.isFinite(value) && field.type === 'float')) return value;
  const brought = declaredValue(value, field);
  if (!brought.ok) throw new RunnerError('bad-request', `The output \`${name}\` ${brought.reason}.`);
  return brought.value;
}

function storedName(name: string, path: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(name))
    throw new RunnerError('bad-request', `\`${name}\` cannot name a file output: use letters, digits, _ and -, and begin with a letter.`);
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    throw new RunnerError('bad-request', `${path} is not a file, so it cannot be registered as \`${name}\`.`);
  return `${name}${extname(path)}`;
}

function itemWith(view: TaskView, key: Uint8Array): number | undefined {
  for (let item = 0; item < view.plan.items; item++) if (Buffer.compare(viewKey(view, item), key) === 0) return item;
  return undefined;
}
