import * as z from 'zod';
import type { ItemState } from '../../core/sweep/account.ts';
import { ITEM_ACTIONS, plotChoiceSchema } from '../../protocol/results.ts';

/** What each request of a results page may hold: a page is not trusted. */

const states = ['pending', 'waiting', 'running', 'done', 'failed', 'stale', 'orphan'] as const satisfies readonly ItemState[];
const key = z.string().regex(/^[0-9a-f]{32}$/);
const text = z.string().max(10_000);
export const pageRequest = z.strictObject({
  where: text.exactOptional(),
  sort: text.exactOptional(),
  descending: z.boolean().exactOptional(),
  offset: z.int().min(0).exactOptional(),
  limit: z.int().min(0).max(10_000).exactOptional(),
  states: z.array(z.enum(states)).max(states.length).exactOptional(),
  fold: z.strictObject({ open: z.array(z.int().min(0)).max(1000) }).exactOptional(),
  asker: z.string().max(100).exactOptional(),
  early: z.boolean().exactOptional(),
});
export const itemChoice = z.union([z.strictObject({ key }), z.strictObject({ item: z.int().min(0) })]);
export const rerunRequest = z.strictObject({
  select: z.enum(['missing', 'failed', 'all']).exactOptional(),
  keys: z.array(key).max(100_000).exactOptional(),
  where: text.exactOptional(),
});
export const copyRequest = z.strictObject({ key, as: z.enum(['json', 'python', 'command']) });
/** A clipboard of 10,000 rows. */
export const textRequest = z.strictObject({ text: z.string().max(50_000_000) });
export const neighboursRequest = z.strictObject({ item: z.int().min(0) });
export const keyRequest = z.strictObject({ key });
export const fileChoice = z.strictObject({ key, name: z.string().max(4096), output: text.exactOptional() });
export const causeRequest = z.strictObject({ cause: z.string().regex(/^[0-9a-f]{8}$/) });
export const sourceRequest = z.strictObject({ key, frame: z.int().min(0).max(10_000) });
export const whereRequest = z.strictObject({ where: text });
export const distributionRequest = z.strictObject({ where: text.exactOptional(), columns: z.array(text).max(400) });
export const plotRequest = plotChoiceSchema.extend({ where: text.exactOptional() });
export const pictureRequest = z.strictObject({ format: z.enum(['png', 'svg']), data: z.string().max(50_000_000) });
export const actionRequest = z.strictObject({ action: z.enum(ITEM_ACTIONS), keys: z.array(key).min(1).max(10_000) });
export const exportRequest = z.strictObject({ where: text, columns: z.array(text).max(10_000) });
