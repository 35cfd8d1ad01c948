import { hash } from 'node:crypto';
import { analyse } from '../core/check/analyse.ts';
import type { Analysis } from '../core/check/analysis.ts';
import { type Fingerprint, fingerprintOf } from '../core/identity/fingerprint.ts';
import { type ItemKeyer, itemKeyer } from '../core/identity/key.ts';
import { targetOf } from '../core/identity/commandTarget.ts';
import { type ItemSeeder, itemSeeder } from '../core/identity/seed.ts';
import { lazyGrammars } from '../core/code/grammars.ts';
import { grammarFiles } from './grammarFiles.ts';
import { type ItemFiles, itemFiles } from './itemFiles.ts';
import { once } from '../core/space/once.ts';
import { pointOf } from '../core/space/point.ts';
import type { Row } from '../core/space/relation.ts';
import { type ItemReader, itemReader } from './itemReader.ts';
import { compileSpace } from '../core/space/compile.ts';
import { schemaDefaults } from '../core/space/schemaDefaults.ts';
import type { Space } from '../core/space/space.ts';
import { overrideTask } from '../core/task/override.ts';
import { declaredValue } from '../core/task/read/fit.ts';
import { nearest } from '../core/value/suggest.ts';
import { RunnerError } from '../protocol/errors.ts';
import type { Run, Task } from '../core/task/task.ts';
import { isValueMap, type Point, type Value } from '../core/value/value.ts';
import type { PlacedProblem } from '../protocol/runner.ts';
import { parameterEncoder, rowEncoder } from './parameters.ts';
import type { CodeNow } from './sweep/codeWatch.ts';
import { type InputFiles, inputFiles } from './manifest/inputFiles.ts';
import { placeProblems } from './place.ts';
import { type RunnerWorld, openWorld } from './runnerWorld.ts';
import { type Stamp, type Stamps, stampFiles } from './stamps.ts';
import { systemCode } from './systemCode.ts';
import { storedName } from './storedName.ts';

/** A task file as it was read, with everything that running it needs when it is valid. */
export interface LoadedTask {
  readonly file: string;
  readonly analysis: Analysis;
  readonly problems: readonly PlacedProblem[];
  /** Present when the file holds no error. */
  readonly plan?: Plan;
  /** Raised when the file, or anything that it depends on, was read anew. */
  readonly generation: number;
  /** What a manifest says of the files; only of a valid task. */
  readonly files?: InputFiles;
  /** Values that were set for this run. */
  readonly set?: Readonly<Record<string, Value>>;
  /** What it was read from; none when something of that changed at that very moment. */
  readonly stamps?: readonly Stamp[];
}

/** What a valid task means for execution: items by index, their keys, today's fingerprint. */
export interface Plan {
  readonly task: Task;
  readonly run: Run;
  readonly space: Space;
  /** Points × replicates. */
  readonly items: number;
  readonly keyer: ItemKeyer;
  /** Items without their points. */
  readonly reader: ItemReader;
  readonly seed: ItemSeeder;
  /** The file as the store names it. */
  readonly storedAs: string;
  /** Kind and target of the objective: only tasks with the same one share items. */
  readonly objective: string;
  /** Without the files that parameters name: these are each item's own. */
  readonly fingerprint: Fingerprint;
  readonly files?: ItemFiles;
  /** The point with what the schema gives besides: what an objective gets. */
  given(point: Point): Point;
  /** The same as JSON. */
  readonly encodeParameters: (point: Point) => string;
  item(index: number): PlannedItem;
}

export interface PlannedItem {
  readonly point: Point;
  readonly replicate: number;
  readonly seed: number;
}

/** Reads task files, and reads them again only when they, or what they depend on, have changed. */
export interface TaskBook {
  load(file: string, set?: Readonly<Record<string, Value>>): Promise<LoadedTask>;
  /** What the results of a plan that was loaded here depend on now, whatever its task file says by now; nothing while that cannot be read. */
  codeNow(plan: Plan): CodeNow | undefined;
  /** Reads a task file as if it held another text. */
  loadText(file: string, text: string): Promise<LoadedTask>;
}

export function openTaskBook(workspace: string): TaskBook {
  const known = new Map<string, { readonly loaded: LoadedTask; readonly stamps: Stamps }>();
  const grammars = lazyGrammars(grammarFiles);
  let generation = 0;
  const readWhole = async (file: string, options: ReadOptions): Promise<{ readonly loaded: LoadedTask; readonly world: RunnerWorld }> => {
    const open = () => openWorld(workspace, grammars, (path) => (path === file ? options.text : undefined));
    const world = open();
    const loaded = read(file, world, options);
    const wanting = world.wanting();
    if (wanting.length === 0) return { loaded, world };
    await grammars.load(wanting);
    const again = open();
    return { loaded: read(file, again, options), world: again };
  };
  return {
    async load(file, set) {
      const name = set === undefined ? file : `${file}\0${JSON.stringify(set)}`;
      const cached = known.get(name);
      if (cached?.stamps.current()) return cached.loaded;
      const since = Date.now();
      const { loaded: fresh, world } = await readWhole(file, { ...(set && { set }), generation: ++generation });
      const stamps = stampFiles(world.touched());
      const kept = stamps.kept(since);
      const loaded = kept ? { ...fresh, stamps: kept } : fresh;
      known.set(name, { loaded, stamps });
      return loaded;
    },
    codeNow({ task, space }) {
      const since = Date.now();
      const world = openWorld(workspace, grammars);
      try {
        const fingerprint = fingerprintOf(task, world.fingerprintSources());
        const files = itemFiles({ task, space }, world);
        return { fingerprint, files, stamps: stampFiles(world.touched()).kept(since) };
      } catch (error) {
        if (systemCode(error) === undefined) throw error;
        return undefined;
      }
    },
    loadText: async (file, text) => (await readWhole(file, { text, generation: ++generation })).loaded,
  };
}

interface ReadOptions {
  /** Instead of that of the file. */
  readonly text?: string;
  readonly set?: Readonly<Record<string, Value>>;
  readonly generation: number;
}

function read(file: string, world: RunnerWorld, options: ReadOptions): LoadedTask {
  const analysis = analyse(file, world, { budget: BUDGET });
  const problems = placeProblems(analysis.problems, (path) => world.read(path));
  const valid =
    analysis.task && analysis.space && !analysis.problems.some((one) => one.severity === 'error') && world.wanting().length === 0;
  const plan = valid ? planOf(overridden(analysis.task, analysis.space, options.set), world) : undefined;
  const { set, generation } = options;
  const files = plan && inputFiles(world, [file, ...analysis.files]);
  return { file, analysis, problems, generation, ...(plan && { plan }), ...(files && { files }), ...(set && { set }) };
}

/** Candidates that filters may look at: a few seconds at the most. */
const BUDGET = 5_000_000;

interface Prepared {
  readonly task: Task;
  readonly space: Space;
}

function overridden(task: Task, space: Space, set: ReadOptions['set']): Prepared {
  if (!set) return { task, space };
  const values = new Map([...flattened(set, space)].map(([name, value]) => [name, broughtToType(task, name, value)]));
  const { task: changed, unknown } = overrideTask(task, values);
  const first = unknown[0];
  if (first !== undefined) {
    const meant = nearest(first, [...new Set([...space.names, ...task.schema.parameters.keys()])]);
    throw new RunnerError(
      'bad-request',
      `The sweep has no parameter \`${first}\`${meant === undefined ? '.' : `; did you mean \`${meant}\`?`} Only its own parameters can be set.`,
    );
  }
  return { task: changed, space: compileSpace(changed.space, { budget: BUDGET, sampling: changed.sampling }) };
}

/** Groups may be given as mappings; a mapping that is the value of a parameter stays whole. */
function* flattened(set: Readonly<Record<string, Value>>, space: Space, prefix = ''): Iterable<[string, Value]> {
  for (const [step, value] of Object.entries(set)) {
    const name = prefix + step;
    if (isValueMap(value) && !space.names.includes(name)) yield* flattened(value, space, `${name}.`);
    else yield [name, value];
  }
}

function broughtToType(task: Task, name: string, value: Value): Value {
  const field = task.schema.parameters.get(name);
  const brought = field ? declaredValue(value, field) : { ok: true as const, value };
  if (!brought.ok) throw new RunnerError('bad-request', `\`${name}\` cannot be set to that: it ${brought.reason}.`);
  return brought.value;
}

function planOf({ task, space }: Prepared, world: RunnerWorld): Plan | undefined {
  const { run } = task;
  if (!run) return undefined;
  const seed = itemSeeder(task);
  const files = itemFiles({ task, space }, world);
  const keyer = itemKeyer(task, (text) => hash('sha256', text, 'binary'));
  const defaults = schemaDefaults(task).map((field) => [field.name, field.default] as const);
  const given = (point: Point): Point =>
    defaults.length === 0 ? point : new Map([...point, ...defaults.filter(([name]) => !point.has(name))]);
  const encode = parameterEncoder(task);
  // Where the schema gives something besides, a point has to be made.
  const encodeRow = once(() =>
    defaults.length === 0 ? rowEncoder(task, space.names) : (values: Readonly<Row>) => encode(given(pointOf(space.names, values))),
  );
  return {
    task,
    run,
    space,
    items: space.points * task.replicates,
    keyer,
    reader: itemReader({ task, space, keyer, encode: (values) => encodeRow()(values) }),
    seed,
    storedAs: storedName(world.workspace, task.file),
    objective: `${run.kind} ${targetOf(run).text}`,
    fingerprint: fingerprintOf(task, world.fingerprintSources()),
    ...(files && { files }),
    given,
    encodeParameters: (point) => encode(given(point)),
    item(index) {
      const replicate = index % task.replicates;
      const point = space.point((index - replicate) / task.replicates);
      return { point, replicate, seed: seed(point, replicate) };
    },
  };
}
