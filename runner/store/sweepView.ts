/** The truth about every item of one space: 9 bytes an item, and 8 for each orphan. */
export interface SweepView {
  readonly state: Uint8Array;
  /** Row id of the run that the state speaks of; 0 where there is none. */
  readonly run: Float64Array;
  /** Row ids, ascending: the newest success of each key that the task has stored and the space does not have. */
  readonly orphans: readonly number[];
}
