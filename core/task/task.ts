import type { Expression } from '../expression/ast.ts';
import type { Hypothesis } from '../hypothesis/hypothesis.ts';
import type { At } from '../text.ts';
import type { Value } from '../value/value.ts';
import type { SavedPlot } from './savedPlot.ts';

/** What a task file means, with a place for everything a message may have to point at. Read by `readTask`; never partial in a field. */
export interface Task {
  readonly file: string;
  readonly name: string;
  readonly nameAt: At;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly run?: Run;
  readonly schema: Schema;
  readonly space: Block;
  /** How points are picked; absent for a grid, which has them all. */
  readonly sampling?: Sampling;
  readonly seed: number;
  readonly replicates: number;
  readonly seeding: 'paired' | 'independent';
  readonly metric?: Metric;
  readonly hypotheses: readonly Hypothesis[];
  readonly inputs: readonly string[];
  readonly cache: CachePolicy;
  readonly execution: Execution;
  readonly columns: readonly string[];
  readonly plots: readonly SavedPlot[];
}

/** A sample of the space instead of all its points. */
export interface Sampling {
  readonly method: 'random' | 'sobol' | 'halton' | 'lhs';
  readonly samples: number;
  /** Names of axes, zip groups and case parameters that are fully crossed with the sample. */
  readonly cross: ReadonlySet<string>;
  readonly seed: number;
}

export type Run = PythonRun | NodeRun | CommandRun | ShellRun;

interface RunBase extends At {
  readonly setup?: string;
  readonly build?: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly cwd?: string;
  readonly interpreter?: string;
  readonly successCodes: readonly number[];
  readonly result: ResultSource;
}

/** `module.path:function`. */
export interface PythonRun extends RunBase {
  readonly kind: 'python';
  readonly target: string;
  readonly module: string;
  readonly function: string;
}

/** `./file.mjs#export`. */
export interface NodeRun extends RunBase {
  readonly kind: 'node';
  readonly target: string;
  readonly path: string;
  readonly export: string;
}

export interface CommandRun extends RunBase {
  readonly kind: 'command';
  readonly arguments: readonly Template[];
}

export interface ShellRun extends RunBase {
  readonly kind: 'shell';
  readonly script: string;
}

/** An argument cut into literal text and placeholders (`core/task/placeholder.ts`). */
export type Template = readonly (string | Placeholder)[];

export interface Placeholder extends At {
  /** `name`, `group.name`, `args`, `seed`, `replicate`, `item.dir`, `item.key`, `item.parameters_file`, `workspace`. */
  readonly name: string;
}

export type ResultSource =
  | { readonly kind: 'return' }
  | { readonly kind: 'json'; readonly path: string }
  | { readonly kind: 'jsonl'; readonly path: string }
  | { readonly kind: 'regex'; readonly patterns: ReadonlyMap<string, string> }
  | { readonly kind: 'stdout' };

export interface Schema {
  readonly parameters: ReadonlyMap<string, Field>;
  readonly outputs: ReadonlyMap<string, Field>;
}

export type FieldType = 'float' | 'int' | 'bool' | 'string' | 'enum' | 'file' | 'array' | 'object' | 'series' | 'any';

/** One declared parameter or output; `name` is dotted for groups. */
export interface Field extends At {
  readonly name: string;
  readonly type: FieldType;
  readonly min?: number;
  readonly max?: number;
  readonly default?: Value;
  readonly values?: readonly Value[];
  readonly unit?: string;
  readonly description?: string;
  readonly pattern?: string;
  readonly optional: boolean;
  readonly items?: Field;
  readonly extensions?: readonly string[];
  readonly path?: string;
  readonly hidden: boolean;
}

/** A mapping that says which points there are: factors are multiplied in file order, the first varying slowest. */
export interface Block extends At {
  readonly factors: readonly Factor[];
  readonly constraints: readonly Condition[];
  readonly exclude: readonly Exclusion[];
  readonly include: readonly PointRow[];
}

export type Factor = ConstantFactor | AxisFactor | ZipFactor | CasesFactor | PointsFactor | ConcatFactor;

/** One value for all points. `at` is the value's place, `keyAt` the name's. */
export interface ConstantFactor extends At {
  readonly kind: 'constant';
  readonly name: string;
  readonly keyAt: At;
  readonly value: Value;
  /** A number that is written with a decimal point or an exponent: user code gets `1.0` as a float. */
  readonly float?: true;
}

export interface AxisFactor extends At {
  readonly kind: 'axis';
  readonly name: string;
  readonly keyAt: At;
  readonly generator: Generator;
  readonly when?: Condition;
}

export interface ZipFactor extends At {
  readonly kind: 'zip';
  readonly name: string;
  readonly keyAt: At;
  readonly columns: readonly (ConstantFactor | AxisFactor)[];
}

export interface CasesFactor extends At {
  readonly kind: 'cases';
  readonly name: string;
  readonly keyAt: At;
  readonly cases: readonly Case[];
}

export interface Case extends At {
  readonly name: string;
  readonly keyAt: At;
  readonly factors: readonly Factor[];
}

/** Points listed in the file or read from CSV, JSON or NDJSON. */
export interface PointsFactor extends At {
  readonly kind: 'points';
  readonly rows: readonly PointRow[];
  /** Names of parameters with a number that is written with a decimal point or an exponent. */
  readonly floats: ReadonlySet<string>;
}

export interface PointRow extends At {
  readonly values: ReadonlyMap<string, Value>;
}

export interface ConcatFactor extends At {
  readonly kind: 'concat';
  readonly blocks: readonly Block[];
}

/** How an axis makes its values. Numbers of ranges are kept as decimal text, exactly as written. */
export type Generator =
  | {
      readonly kind: 'values';
      readonly type?: FieldType;
      readonly values: readonly Value[];
      readonly places: readonly At[];
      /** Some of the numbers are written with a decimal point or an exponent. */
      readonly float?: true;
    }
  | { readonly kind: 'step'; readonly type?: FieldType; readonly min: string; readonly max: string; readonly step: string }
  | {
      readonly kind: 'num';
      readonly type?: FieldType;
      readonly min: string;
      readonly max: string;
      readonly num: number;
      readonly scale: 'linear' | 'log';
    }
  | { readonly kind: 'files'; readonly pattern: string; readonly values: readonly string[] }
  | ContinuousGenerator;

/** Values for sampling methods only. `mean` and `std` of a log-normal distribution are those of the logarithm; ends cut the values. */
export type ContinuousGenerator =
  | {
      readonly kind: 'continuous';
      readonly type?: FieldType;
      readonly min: string;
      readonly max: string;
      readonly scale: 'linear' | 'log';
    }
  | {
      readonly kind: 'normal';
      readonly type?: FieldType;
      readonly mean: number;
      readonly std: number;
      readonly min?: string;
      readonly max?: string;
      readonly logarithmic: boolean;
    };

/** An expression with the place of its first character; ranges inside add to `at.span.start`. */
export interface Condition extends At {
  readonly text: string;
  readonly expression: Expression;
}

/** A partial point, or a block, whose rows are taken away. */
export type Exclusion =
  | ({ readonly kind: 'point'; readonly values: ReadonlyMap<string, Value> } & At)
  | ({ readonly kind: 'block'; readonly block: Block } & At);

export interface Metric extends At {
  readonly name: string;
  readonly goal: 'minimize' | 'maximize';
  readonly target?: number;
  readonly aggregate: 'mean' | 'median' | 'min' | 'max';
  readonly summary: 'last' | 'min' | 'max' | 'mean';
}

export interface CachePolicy {
  readonly code: readonly string[];
  readonly env: readonly string[];
  readonly ignore: readonly string[];
  readonly version?: Value;
  readonly stale: 'run' | 'keep';
  /** How many old generations of successful results survive `gc`: 1 when the file does not say. */
  readonly keep?: number;
}

export type FailureKind = 'exception' | 'timeout' | 'exit' | 'signal' | 'oom' | 'crash' | 'output' | 'setup' | 'start';

/** How to run; nothing here changes what a result is. Times in milliseconds, memory in bytes. */
export interface Execution {
  readonly workers?: number | { readonly percent: number };
  readonly slots: number;
  readonly batch?: number;
  readonly timeout?: { readonly milliseconds: number } | { readonly percentOfMedian: number };
  readonly memory?: number;
  readonly retries: { readonly max: number; readonly on: readonly FailureKind[]; readonly backoff: number };
  readonly onFailure: 'continue' | 'stop';
  readonly maxFailures?: { readonly count: number } | { readonly percent: number };
  readonly order: 'declared' | 'shuffle' | 'stride' | 'coarse-to-fine';
}
