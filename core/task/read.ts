import type { Problem } from '../check/problem.ts';
import { NO_MEMORY, remembered, type Topic } from '../memory.ts';
import type { At } from '../text.ts';
import { readBlock } from './read/block.ts';
import { readExecution } from './read/execution.ts';
import { nodeValue } from './read/fit.ts';
import { readHypotheses } from './read/hypotheses.ts';
import { readPlots } from './read/plots.ts';
import { numberOf, type Reading, textOf, textsOf, wordOf } from './read/reading.ts';
import { readRun } from './read/run.ts';
import { readSampling } from './read/sampling.ts';
import { readSchema } from './read/schema.ts';
import { type Scope, scopeOfFile } from './read/scope.ts';
import type { AxisFactor, CachePolicy, Metric, Task } from './task.ts';
import { child, type MappingNode, type Node } from './tree.ts';
import type { World } from './world.ts';

export interface ReadContext {
  readonly file: string;
  readonly world: World;
  /** What was found wrong in the form. */
  readonly refused: readonly Problem[];
}

/** A task with what the checks need to know besides. */
export interface ReadTask {
  readonly task: Task;
  readonly problems: readonly Problem[];
  /** Schema and point files that were read. */
  readonly files: readonly string[];
  /** All parameters that some point may have. */
  readonly scope: Scope;
  /** The mapping behind each axis that was written as one. */
  readonly axisNodes: Pick<WeakMap<AxisFactor, MappingNode>, 'get'>;
  /** True when a part of the space could not be read: the space would not be what the file means. */
  readonly broken: boolean;
}

/** The meaning of a validated tree. Its parts are read separately, so that a mistake in one hides nothing of the others. */
export function readTask(root: MappingNode, { file, world, refused }: ReadContext): ReadTask {
  const problems: Problem[] = [];
  const files = new Set<string>();
  const schema = readSchema({ problems, files, world }, child(root, 'schema'));
  const { memory = NO_MEMORY } = world;
  const reading: Reading = {
    ...{ file, world, texts: world, memory, problems, files, schema, refused },
    ...{ axisNodes: remembered(memory, AXIS_NODES, [schema], () => new WeakMap()), points: new Map(), broken: false },
  };
  const run = child(root, 'run');
  const objective = run?.kind === 'mapping' ? readRun(reading, run) : undefined;
  const metric = readMetric(child(root, 'metric'));
  const sampling = readSampling(root);
  const scope = scopeOfFile(reading, root);
  const description = textOf(root, 'description');
  const task: Task = {
    file,
    name: textOf(root, 'name') ?? nameOf(file),
    nameAt: nameAt(root, file),
    ...(description !== undefined && { description }),
    tags: textsOf(root, 'tags'),
    ...(objective && { run: objective }),
    schema,
    space: readBlock(reading, root, scope),
    ...(sampling && { sampling }),
    seed: numberOf(root, 'seed') ?? 0,
    replicates: numberOf(root, 'replicates') ?? 1,
    seeding: wordOf(root, 'seeding', ['paired', 'independent']),
    ...(metric && { metric }),
    hypotheses: readHypotheses(reading, child(root, 'hypotheses'), scope),
    inputs: textsOf(root, 'inputs'),
    cache: readCache(child(root, 'cache')),
    execution: readExecution(child(root, 'execution')),
    columns: textsOf(child(root, 'views'), 'columns'),
    plots: readPlots(child(child(root, 'views'), 'plots')),
  };
  return { task, problems, files: [...files], scope, axisNodes: reading.axisNodes, broken: reading.broken };
}

const AXIS_NODES: Topic<WeakMap<AxisFactor, MappingNode>> = { name: 'mappings of axes' };

function nameOf(file: string): string {
  const last = file.split(/[/\\]/).at(-1) ?? file;
  return last.replace(/\.sweep\.ya?ml$/, '');
}

function nameAt(root: MappingNode, file: string): At {
  const name = child(root, 'name');
  if (name?.file === file) return { file, span: name.span };
  const first = root.entries.find((one) => one.keyAt.file === file);
  return first?.keyAt ?? { file, span: { start: 0, end: 0 } };
}

function readMetric(node: Node | undefined): Metric | undefined {
  const name = textOf(node, 'name');
  if (node === undefined || name === undefined) return undefined;
  const target = numberOf(node, 'target');
  return {
    name,
    goal: wordOf(node, 'goal', ['minimize', 'maximize']),
    aggregate: wordOf(node, 'aggregate', ['mean', 'median', 'min', 'max']),
    summary: wordOf(node, 'summary', ['last', 'min', 'max', 'mean']),
    ...(target !== undefined && { target }),
    file: child(node, 'name')?.file ?? node.file,
    span: child(node, 'name')?.span ?? node.span,
  };
}

function readCache(node: Node | undefined): CachePolicy {
  const keep = numberOf(node, 'keep');
  const version = child(node, 'version');
  return {
    code: textsOf(node, 'code'),
    env: textsOf(node, 'env'),
    ignore: textsOf(node, 'ignore'),
    stale: wordOf(node, 'stale', ['run', 'keep']),
    ...(version && { version: nodeValue(version) }),
    ...(keep !== undefined && { keep }),
  };
}
