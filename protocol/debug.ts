/** One item by its index among the items; `python` is the interpreter of the window. */
export interface DebugRequest {
  readonly file: string;
  readonly item: number;
  readonly python?: string;
}

/** How one item is run under a debugger: what a worker would be told, and with which program. */
export type DebugPlan =
  | {
      readonly kind: 'python';
      readonly program: string;
      readonly lines: DebugLines;
      readonly cwd: string;
      readonly env: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'node'; readonly lines: DebugLines; readonly cwd: string; readonly env: Readonly<Record<string, string>> }
  /** A command or shell script: it has no language that we could debug. */
  | { readonly kind: 'command' };

/** A `LoadMessage` and a `RunMessage` with one item, each a line of JSON; the item's folder is filled in by who starts it. */
export interface DebugLines {
  readonly load: string;
  readonly run: string;
}

/** Stands in `DebugLines` where the item's own folder belongs. */
export const ITEM_FOLDER = '/sweepdeck-item-folder/';
