/** States in which the store and the schedule can show an item (task-file.md, "Words"). */
const ITEM_STATES = ['pending', 'waiting', 'running', 'done', 'failed', 'stale', 'orphan'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** `items = done + failed + stale + pending + cancelled`, always; waiting and running are pending in this sum (engine.md, "Accounting"). */
export interface Account {
  readonly items: number;
  readonly done: number;
  readonly failed: number;
  readonly stale: number;
  readonly pending: number;
  readonly cancelled: number;
}
