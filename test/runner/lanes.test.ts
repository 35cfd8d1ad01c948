import { expect, it } from 'vitest';
import { Lanes } from '../../runner/lanes.ts';
import type { Steps } from '../../runner/steps.ts';

/** Each step says its name and takes longer than a slice. */
function* saying(name: string, said: string[], count: number): Steps<string> {
  for (let step = 0; step < count; step++) {
    said.push(name);
    for (const end = performance.now() + 16; performance.now() < end; );
    yield;
  }
  return name;
}

it('does what a person waits for before the rest of what stands behind', async () => {
  const lanes = new Lanes();
  const said: string[] = [];
  const behind = lanes.behind(saying('behind', said, 4));
  const ahead = [lanes.ahead(saying('a', said, 3)), lanes.ahead(saying('b', said, 5))];
  expect(await Promise.all([behind, ...ahead])).toEqual(['behind', 'a', 'b']);
  expect(said.slice(said.lastIndexOf('b') + 1)).toEqual(['behind', 'behind', 'behind']);
});

it('goes on with what stands behind when an answer is not wanted any more', async () => {
  const lanes = new Lanes();
  const abort = new AbortController();
  const said: string[] = [];
  const ahead = lanes.ahead(saying('ahead', said, 1000), abort.signal);
  const behind = lanes.behind(saying('behind', said, 2));
  abort.abort(new Error('superseded'));
  await expect(ahead).rejects.toThrow('superseded');
  expect(await behind).toBe('behind');
});
