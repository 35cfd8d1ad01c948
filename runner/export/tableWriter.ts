import type { Value } from '../../core/value/value.ts';
import type { Survey } from './survey.ts';

/** A column of a typed file: its name, what was found in it, and what a row has there. */
export interface TypedColumn<R> {
  readonly name: string;
  /** What the schema declares, where it does. */
  readonly declared?: string;
  readonly survey: Survey;
  readonly value: (row: R) => Value | undefined;
}

/** Takes bytes in order; waits when its reader is slow. */
export type ByteSink = (bytes: Uint8Array) => Promise<void>;

/** Where a typed file goes. */
export interface Target {
  readonly write: ByteSink;
  /** A folder for what has to wait; its maker removes it. */
  readonly scratch: () => string;
}

/** Takes rows page by page and keeps no more than one group of them. */
export interface TableWriter<R> {
  rows(rows: readonly R[]): Promise<void>;
  end(): Promise<void>;
}

/** Rows of one group, column by column: enough to compress well, little enough to hold. */
export const GROUP_ROWS = 20_000;
