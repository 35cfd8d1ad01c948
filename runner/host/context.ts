import { mkdirSync } from 'node:fs';
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
  readonly folder: string;
}

/** One context an item; cheap to make, because most items never look at it. */
export class ItemContext implements ObjectiveContext {
  readonly seed: number;
  readonly replicate: number;
  readonly signal: AbortSignal;
  readonly #item: ContextItem;
  readonly #answer: (line: string) => void;
  #stream: (() => number) | undefined;

  constructor(item: ContextItem, signal: AbortSignal, answer: (line: string) => void) {
    this.seed = item.seed;
    this.replicate = item.replicate;
    this.signal = signal;
    this.#item = item;
    this.#answer = answer;
  }

  get dir(): string {
    mkdirSync(this.#item.folder, { recursive: true });
    return this.#item.folder;
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
