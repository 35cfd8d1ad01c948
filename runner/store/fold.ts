/** A text cut into what many failures share and the numbers in which they differ. */
export interface Folded {
  readonly shared: string;
  /** Runs of digits in order, joined by commas; empty when the text has none. */
  readonly digits: string;
}

/** Folds every run of digits to `0`, so that the traces of 100,000 failures become one text. Nothing is lost: see `unfold`. */
export function fold(text: string): Folded {
  // Two passes inside of V8 take a tenth of the time of one with a function of ours for each run.
  return { shared: text.replace(DIGITS, '0'), digits: (text.match(DIGITS) ?? []).join(',') };
}

const DIGITS = /[0-9]+/g;

/** The text that `fold` was given. */
export function unfold({ shared, digits }: Folded): string {
  if (digits === '') return shared;
  const runs = digits.split(',');
  let next = 0;
  return shared.replace(/0/g, () => runs[next++] ?? '0');
}
