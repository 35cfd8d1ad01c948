import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { writeAnswer } from '../../protocol/objective.ts';
import { encodeMetrics } from './outputs.ts';
import { pythonStream } from './mersenne.ts';

/** The second argument of a Node objective. */
export interface ObjectiveContext {
  readonly seed: number;
  readonly replicate: number;
  /** The item's own folder; made when it is asked for. */
  readonly dir: string;
  /** Aborted when the item is cancelled. */
  readonly signal: AbortSignal;
  /** The next seed of the item's own stream, the same as Python's `sweepdeck.new_seed()`. */
  newSeed(): number;
  /** Tells intermediate metrics. */
  report(metrics: Readonly<Record<string, unknown>>): void;
  /** Writes a line to the item's standard error. */
  log(...values: readonly unknown[]): void;
}

export interface ContextItem {
  readonly seq: number;
  readonly seed: number;
  readonly replicate: number;
  /** As seen from `root` of the place. */
  readonly folder: string;
}

/** What the contexts of all items have in common. */
export interface ContextPlace {
  readonly root: string;
  readonly signal: AbortSignal;
  readonly answer: (line: string) => void;
}

/** One context an item; cheap to make, because most items never look at it. */
export class ItemContext implements ObjectiveContext {
  readonly seed: number;
  readonly replicate: number;
  readonly signal: AbortSignal;
  readonly #root: string;
  readonly #item: ContextItem;
  readonly #answer: (line: string) => void;
  #stream: (() => number) | undefined;

  constructor(item: ContextItem, { root, signal, answer }: ContextPlace) {
    this.seed = item.seed;
    this.replicate = item.replicate;
    this.signal = signal;
    this.#root = root;
    this.#item = item;
    this.#answer = answer;
  }

  get dir(): string {
    const folder = resolve(this.#root, this.#item.folder);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  readonly newSeed = (): number => {
    this.#stream ??= pythonStream(this.seed);
    return this.#stream();
  };

  readonly report = (metrics: Readonly<Record<string, unknown>>): void => {
    this.#answer(writeAnswer({ kind: 'report', seq: this.#item.seq, metrics: encodeMetrics(metrics) }));
  };

  readonly log = (...values: readonly unknown[]): void => {
    console.error(...values);
  };
}
