import type { Problem } from '../check/problem.ts';
import type { Node } from '../task/tree.ts';
import type { At } from '../text.ts';

/** A change of text that mends one problem. */
export interface Fix {
  /** What it does, in the imperative: "Rename to `parameters`". */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** True when it can be applied without looking: there is only one thing that can have been meant. */
  readonly safe: boolean;
}

/** Replaces a range of a file by text. */
export interface Edit extends At {
  readonly text: string;
}

/** What a fix may look at: the text and the tree of the file in which the problem is. */
export interface FixContext {
  readonly text: string;
  readonly tree?: Node;
  /** Every place of the file where a parameter is named, its values included; none where some of them cannot be replaced. */
  readonly uses?: (parameter: string) => readonly At[];
}

/** Makes the fixes of one kind for a problem; none where it does not apply. */
export type FixMaker = (problem: Problem, context: FixContext) => readonly Fix[];
