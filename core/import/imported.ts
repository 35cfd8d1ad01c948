import type { Value, ValueMap } from '../value/value.ts';

/** A file of another system. `path` is relative to the folder of the new task file, with `/`. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** Something of the source that has no equal, and what becomes of it; `key` is how the source calls it. */
export interface ImportNote {
  readonly key: string;
  readonly text: string;
}

/** What a source means here. */
export interface Imported {
  /** The stem of the task file. */
  readonly name: string;
  /** Keys of the task file, in the order in which they are written. */
  readonly task: ValueMap;
  readonly notes: readonly ImportNote[];
  /** A Python function that the person fills in, where the source does not say what to run. */
  readonly objective?: readonly string[];
  /** The text of a module with the function `evaluate`, which `run` names. */
  readonly written?: string;
  /** Results that the source holds, as rows of the new task. */
  readonly results?: ImportedResults;
}

/** Many results, each made when it is its turn. */
export interface ImportedResults extends Iterable<ImportedResult> {
  readonly length: number;
}

/** One result that was made elsewhere. */
export interface ImportedResult {
  readonly point: ValueMap;
  readonly outputs: Value;
}

/** Why a source cannot be read at all; a sentence for people. */
export interface Refused {
  readonly refused: string;
}

/** Collects notes while a source is read; the same one is kept once. */
export interface Notes {
  readonly list: readonly ImportNote[];
  add(key: string, text: string): void;
}

export function newNotes(): Notes {
  const list: ImportNote[] = [];
  return {
    list,
    add(key, text) {
      if (!list.some((one) => one.key === key && one.text === text)) list.push({ key, text });
    },
  };
}
