/** What a reader of the documentation gets to know about one diagnostic. */
export interface Explanation {
  /** What is wrong, and why it matters. */
  readonly meaning: string;
  /** The shortest text that has the problem; empty where it does not come from the text. */
  readonly wrong: string;
  /** The same without it; empty where what to do is not a change of text. */
  readonly right: string;
  /** What to do, in the imperative. */
  readonly mend: string;
}
