import type { At } from '../text.ts';
import type { CommandOptions } from './commandLine/options.ts';
import type { Value } from '../value/value.ts';

/** What an objective's source says about it, read statically; user code never runs for this. */
export type ObjectiveSignature =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'module-not-found'; readonly module: string; readonly searched: readonly string[] }
  | { readonly kind: 'function-not-found'; readonly file: string; readonly available: readonly string[] }
  | KnownSignature
  | CommandSignature;

/** The options of the script that a command runs. */
export interface CommandSignature extends CommandOptions {
  readonly kind: 'script';
  /** As the command names it. */
  readonly name: string;
  /** How many arguments of the command come before those of the script. */
  readonly words: number;
}

export interface KnownSignature {
  readonly kind: 'function';
  readonly name: string;
  readonly at: At;
  readonly docstring?: string;
  readonly parameters: readonly SignatureParameter[];
  /** `**kwargs`, or a JS objective that takes its parameters as one undestructured object: any name is accepted. */
  readonly open: boolean;
  /** Parameters that no name reaches: positional-only ones, and `self` of a method that is asked for through its class. */
  readonly unreachable?: readonly SignatureParameter[];
  /** Where one parameter is a model whose fields are `parameters`: what is accepted when that parameter itself is given. */
  readonly unpacked?: { readonly model: string; readonly instead: Acceptance };
  /** True where a decorator, or a type that cannot be read, may change what is accepted: then nothing can be said about arguments. */
  readonly uncertain?: boolean;
}

/** What can be passed to an objective by name. */
export type Acceptance = Pick<KnownSignature, 'parameters' | 'open' | 'unreachable'>;

export interface SignatureParameter {
  readonly name: string;
  readonly at: At;
  readonly annotation?: string;
  readonly required: boolean;
  /** The default where it is a literal. */
  readonly default?: Value;
  /** What the docstring, or a schema beside the function, says of it. */
  readonly description?: string;
  /** Ends of a number that a schema beside the function sets, both included. */
  readonly min?: number;
  readonly max?: number;
}
