/** Height of a row in pixels; rows are positioned, not measured. */
export const ROW_HEIGHT = 24;

/** Browsers cut elements above some 16 to 33 million pixels: beyond this, scrolling is scaled. */
const TALLEST = 15_000_000;

/** Which rows are in view, and where they stand. */
export interface Viewport {
  readonly height: number;
  readonly first: number;
  readonly last: number;
  /** Rows that are drawn at most: as many for every scroll position. */
  readonly size: number;
  /** Pixels from the top of the scrolled element to the first row. */
  readonly top: number;
}

/** The rows to draw for a scroll position, with some more above and below. */
export function viewportOf(total: number, scrollTop: number, clientHeight: number): Viewport {
  const full = total * ROW_HEIGHT;
  const height = Math.min(full, TALLEST);
  const scrollable = Math.max(1, height - clientHeight);
  const position = full <= TALLEST ? scrollTop : (Math.min(scrollTop, scrollable) / scrollable) * (full - clientHeight);
  const first = Math.max(0, Math.floor(position / ROW_HEIGHT) - MARGIN);
  const size = Math.ceil(clientHeight / ROW_HEIGHT) + 2 * MARGIN + 1;
  return { height, first, last: Math.min(total - 1, first + size - 1), size, top: scrollTop - (position - first * ROW_HEIGHT) };
}

/** The scroll position at which a row is in view. */
export function scrollTo(row: number, total: number, clientHeight: number): number {
  const full = total * ROW_HEIGHT;
  const wanted = row * ROW_HEIGHT - clientHeight / 2;
  if (full <= TALLEST) return Math.max(0, wanted);
  return Math.max(0, (wanted / (full - clientHeight)) * (TALLEST - clientHeight));
}

const MARGIN = 10;
