/** What one run of one program came to. */
export interface Sample {
  /** In the unit of its row. */
  readonly value: number;
  /** User and system seconds of the whole tree of processes. */
  readonly cpu?: number;
  /** Peak resident bytes of the program itself. */
  readonly peak?: number;
}

/** A program that does the work of a row, measured once in every round. */
export interface Contestant {
  /** Ours are `sweepdeck`. */
  readonly by: string;
  /** Takes minutes: measured in the first round only, and only when slow ones are asked for. */
  readonly slow?: boolean;
  /** What has to be there before the first round, and is not measured. */
  readonly prepare?: () => Promise<unknown>;
  readonly measure: () => Promise<Sample>;
}

/** What ours should reach: a ratio ours ÷ theirs (`against`), or a figure of its own. */
export interface Goal {
  readonly against?: string;
  readonly of?: keyof Sample;
  readonly most?: number;
  readonly least?: number;
}

/** One kind of work, done by ours and by its peers in interleaved rounds. */
export interface Row {
  /** How it is chosen on the command line. */
  readonly name: string;
  readonly work: string;
  readonly unit: 's' | 'ms' | 'bytes' | 'items/s' | 'efficiency';
  readonly contestants: readonly Contestant[];
  readonly goals: readonly Goal[];
}
