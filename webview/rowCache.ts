import type { Page, Row } from '../protocol/runner.ts';

/** Rows of one filter and sort, fetched in blocks as they come into view, and dropped when they have long been out of it. */
export interface RowCache {
  /** The row at a position, if it has arrived; the one that stood there before, until then. */
  row(position: number): Row | undefined;
  /** Asks for what is missing of a range; `arrived` is called when something came. */
  want(first: number, last: number): void;
  /** Lets go of the rows before. */
  forget(): void;
}

export interface RowCacheOptions {
  readonly fetch: (offset: number, limit: number) => Promise<Page>;
  readonly arrived: (page: Page) => void;
  readonly failed: (error: unknown) => void;
  /** False when another order of rows is asked for: a question for more of these would end that one. */
  readonly isCurrent: () => boolean;
  /** What was shown until now: stays at its place until something else is there, so that nothing flickers. */
  readonly before?: RowCache;
}

/** While a table is scrolled quickly, most of what comes into view is gone before it could arrive: only few questions are open, and the next one is for what is in view then. */
export function newRowCache(options: RowCacheOptions): RowCache {
  const blocks = new Map<number, readonly Row[] | 'coming'>();
  let { before } = options;
  let [from, to] = [Number.NaN, Number.NaN];
  let way = 0;
  let end = Number.POSITIVE_INFINITY;
  let coming = 0;
  // One before is enough.
  before?.forget();
  const load = async (block: number): Promise<void> => {
    blocks.set(block, 'coming');
    coming++;
    try {
      const page = await options.fetch(block * BLOCK, BLOCK);
      blocks.set(block, page.rows);
      end = Math.ceil(page.total / BLOCK);
      coming--;
      options.arrived(page);
      ask();
    } catch (error) {
      blocks.delete(block);
      coming--;
      options.failed(error);
    }
  };
  /** Blocks in view, then those that come into view next. */
  const wanted = (): readonly number[] => {
    const seen = Array.from({ length: to - from + 1 }, (_, at) => from + at);
    const next = Array.from({ length: way === 0 ? 0 : AHEAD }, (_, at) => (way > 0 ? to + 1 + at : from - 1 - at));
    return [...seen, ...next.filter((block) => block >= 0 && block < end)];
  };
  const ask = (): void => {
    if (!options.isCurrent()) return;
    for (const block of wanted()) {
      const known = blocks.get(block);
      if (known !== undefined) {
        // Moved to the end: the map is in order of use.
        blocks.delete(block);
        blocks.set(block, known);
      } else if (coming < MOST_COMING) void load(block);
    }
    for (const block of blocks.keys()) if (blocks.size > MOST_BLOCKS) blocks.delete(block);
  };
  return {
    row(position) {
      const block = blocks.get(Math.floor(position / BLOCK));
      return block === undefined || block === 'coming' ? before?.row(position) : block[position % BLOCK];
    },
    want(first, last) {
      const before = from;
      [from, to] = [Math.floor(Math.max(0, first) / BLOCK), Math.floor(last / BLOCK)];
      // Within a block the way stays; after a jump nobody knows where it goes on.
      if (from !== before) way = Math.abs(from - before) <= AHEAD ? Math.sign(from - before) : 0;
      ask();
    },
    forget() {
      before = undefined;
    },
  };
}

/** The rows of one answer and no more. */
export function fixedRows({ rows }: Page): RowCache {
  return { row: (position) => rows[position], want: () => undefined, forget: () => undefined };
}

/** Rows that are asked for together. */
const BLOCK = 100;
/** Blocks that are asked for before a table that is scrolled page by page comes to them. */
const AHEAD = 2;
/** Questions that are open at a time. */
const MOST_COMING = 2;
const MOST_BLOCKS = 60;
