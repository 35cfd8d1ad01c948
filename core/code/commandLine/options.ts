import type { At } from '../../text.ts';
import type { Value } from '../../value/value.ts';

/** The options of a script, as its parser declares them. */
export interface CommandOptions {
  /** Where the script makes its parser, or the name of the function that is its command. */
  readonly at: At;
  readonly options: readonly CommandOption[];
  /** There may be more options than were found, or found ones may be filled in elsewhere: nothing is unknown or missing. */
  readonly open: boolean;
  /** How words are read: click (and typer) give an option the next word whatever it is, and know no shortened options. */
  readonly dialect: 'argparse' | 'click';
}

/** One option or positional argument of a script. */
export interface CommandOption {
  /** As they are written in a command: `--batch-size`, `-b`; none for a positional argument. */
  readonly flags: readonly string[];
  /** The name in the script: the `dest` of argparse, the parameter of a function. */
  readonly name: string;
  /** Where the script declares it. */
  readonly at: At;
  /** What its text is converted to; absent where that is not known. */
  readonly type?: OptionType;
  readonly choices?: readonly Value[];
  /** The script refuses to run without it. */
  readonly required: boolean;
  readonly default?: Value;
  readonly help?: string;
  /** How many values follow: `none` for a flag, `several` where the script decides. */
  readonly takes: number | 'none' | 'optional' | 'several';
}

/** Conversions whose rules are known: those of Python's `int`, `float` and `str`. */
export type OptionType = 'int' | 'float' | 'str';
