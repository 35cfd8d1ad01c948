import type { At } from '../../text.ts';

/** What a name in a task file stands for. Names of parameters are dotted; a group has one as well. */
export type NamedThing =
  | { readonly kind: 'parameter' | 'output' | 'zip'; readonly name: string }
  /** One of the named alternatives of `cases`; `of` is the parameter whose value it is. */
  | { readonly kind: 'case'; readonly name: string; readonly of: string };

/** One place where a name is written; of a dotted name the last part only, its groups are occurrences of their own. */
export interface Occurrence extends At {
  readonly thing: NamedThing;
  /** `values`: gives it values; `declares`: a field of the schema; `uses`: reads it or chooses by it. */
  readonly role: 'values' | 'declares' | 'uses';
  /** The key of the format below which it stands: `parameters`, `zip`, `exclude`, `constraints`, `command`, … */
  readonly under: string;
  /** False where the name cannot be replaced in the text (escaped, folded, or behind an alias): `span` is then what holds it. */
  readonly exact: boolean;
}

/** Whether two names stand for the same thing, when they stand in the same task. */
export function isSameThing(one: NamedThing, other: NamedThing): boolean {
  return one.kind === other.kind && one.name === other.name && (one.kind !== 'case' || (other.kind === 'case' && one.of === other.of));
}
