/** A parameter that has several values among the shown items. */
export interface Varying {
  readonly name: string;
  readonly numeric: boolean;
}

/** What is drawn: of which kind, over which parameters. */
export type PictureChoice =
  | { readonly kind: 'line' | 'scatter'; readonly x: string }
  | { readonly kind: 'heat'; readonly x: string; readonly y: string }
  | { readonly kind: 'grid'; readonly x?: string; readonly y?: string }
  | { readonly kind: 'parallel' | 'histogram' };

/** What a person has chosen already. */
export interface Wish {
  readonly kind?: PictureChoice['kind'];
  readonly x?: string;
  readonly y?: string;
}

/**
 * The picture to begin with: a line over the only varying parameter, a heat map over two, else parallel coordinates.
 * Parameters come with the strongest first; a wish is kept where the parameters allow it.
 */
export function firstPicture(varying: readonly Varying[], wish: Wish = {}): PictureChoice | undefined {
  const kind = wish.kind ?? kindFor(varying.length);
  if (kind === 'histogram') return { kind };
  if (varying.length === 0) return kind === 'grid' ? { kind } : undefined;
  if (kind === 'parallel') return { kind };
  const numeric = varying.filter((one) => one.numeric);
  const order = kind === 'scatter' ? numeric : [...numeric, ...varying.filter((one) => !one.numeric)];
  const x = (order.find(({ name }) => name === wish.x) ?? order[0])?.name;
  if (x === undefined) return undefined;
  if (kind !== 'heat' && kind !== 'grid') return { kind, x };
  const others = order.filter(({ name }) => name !== x);
  const y = (others.find(({ name }) => name === wish.y) ?? others[0])?.name;
  if (kind === 'grid') return { kind, x, ...(y !== undefined && { y }) };
  return y === undefined ? { kind: 'line', x } : { kind, x, y };
}

function kindFor(count: number): PictureChoice['kind'] {
  if (count === 1) return 'line';
  return count === 2 ? 'heat' : 'parallel';
}
