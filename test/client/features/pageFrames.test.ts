import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isPageFrame } from '../../../client/features/pageFrames.ts';
import { openChannel } from '../../../protocol/channel.ts';

it.each([
  ['{"t":"q","m":"page","a":[{"limit":1}],"i":"x"}', true],
  ['{"t":"q","m":"saveState","a":[]}', true],
  ['{"t":"s","i":"x","r":1}', false],
  ['{"t":"q","m":["page"],"a":[]}', false],
  ['{"t":"q","m":"page","a":{"length":1e9}}', false],
  ['{"t":"q","m":"page","a":[],"i":{"toString":1}}', false],
  ['null', false],
  ['{', false],
  ['', false],
  [undefined, false],
  [{ t: 'q', m: 'page', a: [] }, false],
])('%j is a call: %s', (message, is) => expect(isPageFrame(message)).toBe(is));

it('lets every call of a real channel through', async () => {
  const frames: string[] = [];
  const channel = openChannel<{ act(request: unknown): void }>({ send: (frame) => frames.push(frame), onFrame: () => undefined }, {});
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (request) => {
      await channel.act.asEvent(request);
      const frame = frames.pop();
      expect(isPageFrame(frame)).toBe(true);
    }),
  );
});
