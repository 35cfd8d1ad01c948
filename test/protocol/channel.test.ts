import { expect, test } from 'vitest';
import { openChannel, type TextPipe } from '../../protocol/channel.ts';

interface Echo {
  echo(value: unknown): unknown;
}

/** Two ends that hand frames to each other. */
function pipes(): readonly [TextPipe, TextPipe] {
  const listeners: ((frame: string) => void)[] = [];
  const pipe = (own: number): TextPipe => ({
    send: (frame) => listeners[1 - own]?.(frame),
    onFrame: (listener) => {
      listeners[own] = listener;
    },
  });
  return [pipe(0), pipe(1)];
}

const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -0,
  NaN,
  Number.NEGATIVE_INFINITY,
  2n ** 63n,
  '',
  '\ud800',
  [],
  [null, [1]],
  { a: null, b: { $: 'NaN' } },
];

test.each(VALUES.map((value, index) => [index, value] as const))('carries value %i to the other side and back', async (_, value) => {
  const [here, there] = pipes();
  openChannel<object>(there, { echo: (given: unknown) => given });
  const remote = openChannel<Echo>(here, {});
  expect(await remote.echo(value)).toEqual(value);
});
