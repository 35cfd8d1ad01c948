/** One item by its index among the items; `python` is the interpreter of the window. */
export interface DebugRequest {
  readonly file: string;
  readonly item: number;
  /** An empty folder for whatever belongs to this session alone. */
  readonly folder: string;
  readonly python?: string;
}

/** How one item is run under a debugger: what its program is told, each a line of JSON, and where it runs. */
export interface DebugPlan {
  /**
   * Python and Node objectives are told a `LoadMessage` and a `RunMessage` with one item, and their debugger is known. A
   * command or shell script is a `DebugCommand` for a terminal: its language has whatever debugger the command starts.
   */
  readonly kind: 'python' | 'node' | 'command';
  readonly lines: readonly string[];
  readonly cwd: string;
  /** Beside the environment of the window. */
  readonly env: Readonly<Record<string, string>>;
  /** The interpreter of a Python objective. */
  readonly python: string;
}

/** The command line of one item. */
export interface DebugCommand {
  readonly kind: 'command';
  readonly file: string;
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The item's own folder. */
  readonly folder: string;
  /** `[path, text]`: written before the command starts. */
  readonly files: readonly (readonly [path: string, text: string])[];
}
