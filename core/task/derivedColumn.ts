/** An entry of `views.columns` that computes a column: `name = expression`. */
export interface DerivedColumn {
  readonly name: string;
  readonly text: string;
  /** Where the expression begins in the entry. */
  readonly start: number;
}

/** The computed column that an entry of `views.columns` is; nothing for one that only names a column. */
export function derivedColumn(entry: string): DerivedColumn | undefined {
  const match = /^\s*([A-Za-z_][\w-]*)\s*=(?!=)/.exec(entry);
  const [whole, name] = match ?? [];
  return whole === undefined || name === undefined ? undefined : { name, text: entry.slice(whole.length), start: whole.length };
}
