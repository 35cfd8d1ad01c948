import type { NewRun, RunList } from './store.ts';

/** Finished runs by column: an object for each would live until it is stored, and to collect thousands of those costs more than to make them. */
export class RunColumns implements RunList {
  #keys = new Uint8Array(FIRST_ROWS * KEY_BYTES);
  #numbers = new Float64Array(FIRST_ROWS * WIDTH);
  /** Parameters and outputs of each, in turn. */
  readonly #texts: string[] = [];
  readonly #workers: string[] = [];
  readonly #rare: Rare = { failures: new Map(), prints: new Map(), files: new Map() };
  #characters = 0;

  get length(): number {
    return this.#texts.length / 2;
  }

  /** Of all parameters and outputs. */
  get characters(): number {
    return this.#characters;
  }

  add(run: NewRun): void {
    const at = this.length;
    const { parameters, outputs } = run;
    this.#makeRoom(at + 1);
    this.#keys.set(run.key, at * KEY_BYTES);
    const numbers = this.#numbers;
    const from = at * WIDTH;
    numbers[from] = run.index;
    numbers[from + REPLICATE] = run.replicate;
    numbers[from + SEED] = run.seed;
    numbers[from + ATTEMPT] = run.attempt;
    numbers[from + OK] = run.ok ? 1 : 0;
    numbers[from + SECONDS] = run.seconds;
    numbers[from + FINISHED] = run.finishedAt;
    numbers[from + WORKER] = this.#workerOf(run.worker);
    numbers[from + TEXT] = this.#characters;
    numbers[from + PARAMETERS] = parameters.length;
    numbers[from + OUTPUTS] = outputs?.length ?? NONE;
    this.#texts.push(parameters, outputs ?? '');
    this.#characters += parameters.length + (outputs?.length ?? 0);
    const { failures, prints, files } = this.#rare;
    if (run.failure !== null) failures.set(at, run.failure);
    if (run.output !== undefined) prints.set(at, run.output);
    if (run.files !== undefined) files.set(at, run.files);
  }

  at(index: number): NewRun | undefined {
    const [parameters, outputs] = [this.#texts[2 * index], this.#texts[2 * index + 1]];
    if (parameters === undefined || outputs === undefined) return undefined;
    const columns = { ...this.#rare, keys: this.#keys, numbers: this.#numbers, workers: this.#workers };
    return runAt(columns, index, { parameters, outputs });
  }

  /** The index of the item of one run, whether it succeeded, its key: without all the rest of it. */
  indexAt(at: number): number {
    return this.#numbers[at * WIDTH] ?? 0;
  }

  isOk(at: number): boolean {
    return this.#numbers[at * WIDTH + OK] === 1;
  }

  keyAt(at: number): Uint8Array {
    return this.#keys.subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES);
  }

  /** Places of the runs that failed, ascending. */
  failed(): Iterable<number> {
    return this.#rare.failures.keys();
  }

  setFiles(at: number, files: string): void {
    this.#rare.files.set(at, files);
  }

  packed(): PackedRuns {
    return {
      ...this.#rare,
      keys: this.#keys.slice(0, this.length * KEY_BYTES),
      numbers: this.#numbers.slice(0, this.length * WIDTH),
      texts: this.#texts.join(''),
      workers: this.#workers,
    };
  }

  #workerOf(name: string): number {
    const known = this.#workers.indexOf(name);
    return known < 0 ? this.#workers.push(name) - 1 : known;
  }

  #makeRoom(rows: number): void {
    if (rows * WIDTH <= this.#numbers.length) return;
    const [keys, numbers] = [this.#keys, this.#numbers];
    this.#keys = new Uint8Array(2 * keys.length);
    this.#keys.set(keys);
    this.#numbers = new Float64Array(2 * numbers.length);
    this.#numbers.set(numbers);
  }
}

/** Finished runs as they go from one thread to another. */
export interface PackedRuns extends Columns {
  /** Parameters and outputs of all: two texts a run would take longer than all the rest. */
  readonly texts: string;
}

export function packRuns(runs: RunList): PackedRuns {
  if (runs instanceof RunColumns) return runs.packed();
  const columns = new RunColumns();
  for (let at = 0; at < runs.length; at++) {
    const run = runs.at(at);
    if (run !== undefined) columns.add(run);
  }
  return columns.packed();
}

/** The runs that were packed; each is made when it is asked for. */
export function unpackRuns(packed: PackedRuns): RunList {
  const { numbers, texts } = packed;
  return {
    length: numbers.length / WIDTH,
    at(index) {
      const from = index * WIDTH;
      const start = numbers[from + TEXT] ?? 0;
      const middle = start + (numbers[from + PARAMETERS] ?? 0);
      const end = middle + Math.max(0, numbers[from + OUTPUTS] ?? 0);
      return runAt(packed, index, { parameters: texts.slice(start, middle), outputs: texts.slice(middle, end) });
    },
  };
}

interface Columns extends Rare {
  /** 16 bytes each. */
  readonly keys: Uint8Array<ArrayBuffer>;
  /** `WIDTH` of each. */
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly workers: readonly string[];
}

/** What few runs have, by their place. */
interface Rare {
  readonly failures: Map<number, NonNullable<NewRun['failure']>>;
  readonly prints: Map<number, NonNullable<NewRun['output']>>;
  readonly files: Map<number, NonNullable<NewRun['files']>>;
}

/** Every member, also such as a run may lack: one that is forgotten here does not compile. */
function runAt(
  columns: Columns,
  at: number,
  { parameters, outputs }: { readonly parameters: string; readonly outputs: string },
): Required<NewRun> {
  const { keys, numbers, workers, failures, prints, files } = columns;
  const from = at * WIDTH;
  return {
    key: Buffer.from(keys.buffer, keys.byteOffset + at * KEY_BYTES, KEY_BYTES),
    index: numbers[from] ?? 0,
    replicate: numbers[from + REPLICATE] ?? 0,
    seed: numbers[from + SEED] ?? 0,
    attempt: numbers[from + ATTEMPT] ?? 0,
    ok: numbers[from + OK] === 1,
    parameters,
    outputs: numbers[from + OUTPUTS] === NONE ? null : outputs,
    failure: failures.get(at) ?? null,
    seconds: numbers[from + SECONDS] ?? 0,
    finishedAt: numbers[from + FINISHED] ?? 0,
    worker: workers[numbers[from + WORKER] ?? 0] ?? '',
    output: prints.get(at),
    files: files.get(at),
  };
}

const KEY_BYTES = 16;
/** Room for so many at first. */
const FIRST_ROWS = 64;
/** Numbers of one run, of which the first is the index of its item. */
const [REPLICATE, SEED, ATTEMPT, OK, SECONDS, FINISHED, WORKER, TEXT, PARAMETERS, OUTPUTS, WIDTH] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
/** The length of outputs that are null. */
const NONE = -1;
