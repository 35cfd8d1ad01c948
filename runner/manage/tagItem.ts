import { RunnerError } from '../../protocol/errors.ts';
import type { ItemRequest } from '../../protocol/itemRequest.ts';
import type { LabelChange, Labelled } from '../../protocol/manage.ts';
import { type Inspection, locateItem } from '../inspect.ts';

/** Changes tags and note of an item, which belong to its key: reruns, edits and deletions leave them. */
export function tagItem(of: Inspection, request: ItemRequest & LabelChange): Labelled {
  const { key } = locateItem(of, request);
  const bytes = Buffer.from(key, 'hex');
  const before = of.store.labels(bytes);
  const removed = new Set(request.remove);
  const tags = [...new Set([...before.tags, ...(request.add ?? []).map(checkedTag)])].filter((tag) => !removed.has(tag)).sort();
  if (tags.length > MOST_TAGS) throw new RunnerError('bad-request', `An item has at most ${MOST_TAGS} tags; remove some first.`);
  const note = noteAfter(before.note, request.note);
  if (note !== before.note || tags.join('\0') !== before.tags.join('\0')) of.store.label(bytes, { tags, note });
  return { key, tags, note };
}

const MOST_TAGS = 100;
/** Characters. */
const LONGEST_TAG = 100;
const LONGEST_NOTE = 10_000;

function checkedTag(tag: string): string {
  const text = tag.trim().toWellFormed();
  if (text === '' || text.length > LONGEST_TAG || /\p{Cc}/u.test(text))
    throw new RunnerError('bad-request', `A tag is 1 to ${LONGEST_TAG} characters on one line.`);
  return text;
}

function noteAfter(before: string | null, given: string | undefined): string | null {
  if (given === undefined) return before;
  if (given.length > LONGEST_NOTE) throw new RunnerError('bad-request', `A note has at most ${LONGEST_NOTE} characters.`);
  return given.trim() === '' ? null : given.toWellFormed();
}
