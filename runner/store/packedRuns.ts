import type { NewRun } from './store.ts';

/** Finished runs by column, as they go from one thread to another: an object for each would cost more than its row does. */
export interface PackedRuns {
  /** 16 bytes each. */
  readonly keys: Uint8Array<ArrayBuffer>;
  /** `NUMBERS` of each. */
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly parameters: readonly string[];
  readonly outputs: readonly (string | null)[];
  readonly workers: readonly string[];
  /** Of the few that have one, with its place. */
  readonly failures: readonly (readonly [at: number, failure: NonNullable<NewRun['failure']>])[];
  readonly prints: readonly (readonly [at: number, output: NonNullable<NewRun['output']>])[];
  readonly files: readonly (readonly [at: number, files: NonNullable<NewRun['files']>])[];
}

const KEY_BYTES = 16;
const NUMBERS = 7;

export function packRuns(runs: readonly NewRun[]): PackedRuns {
  const keys = new Uint8Array(runs.length * KEY_BYTES);
  const numbers = new Float64Array(runs.length * NUMBERS);
  runs.forEach(({ key, index, replicate, seed, attempt, ok, seconds, finishedAt }, at) => {
    keys.set(key, at * KEY_BYTES);
    numbers.set([index, replicate, seed, attempt, ok ? 1 : 0, seconds, finishedAt], at * NUMBERS);
  });
  return {
    keys,
    numbers,
    parameters: runs.map((run) => run.parameters),
    outputs: runs.map((run) => run.outputs),
    workers: runs.map((run) => run.worker),
    failures: runs.flatMap(({ failure }, at) => (failure === null ? [] : [[at, failure] as const])),
    prints: runs.flatMap(({ output }, at) => (output === undefined ? [] : [[at, output] as const])),
    files: runs.flatMap(({ files }, at) => (files === undefined ? [] : [[at, files] as const])),
  };
}

export function unpackRuns({ keys, numbers, parameters, outputs, workers, failures, prints, files }: PackedRuns): readonly Whole[] {
  const bytes = Buffer.from(keys.buffer, keys.byteOffset, keys.byteLength);
  const failed = new Map(failures);
  const printed = new Map(prints);
  const filed = new Map(files);
  return parameters.map((text, at) => {
    const number = (which: number): number => numbers[at * NUMBERS + which] ?? 0;
    return {
      key: bytes.subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES),
      index: number(0),
      replicate: number(1),
      seed: number(2),
      attempt: number(3),
      ok: number(4) === 1,
      parameters: text,
      outputs: outputs[at] ?? null,
      failure: failed.get(at) ?? null,
      seconds: number(5),
      finishedAt: number(6),
      worker: workers[at] ?? '',
      output: printed.get(at),
      files: filed.get(at),
    };
  });
}

/** Every member, also such as a run may lack: one that is forgotten here does not compile. */
type Whole = Required<NewRun>;
