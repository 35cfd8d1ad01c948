import { expect, it } from 'vitest';
import { causeOf } from '../../../core/result/cause.ts';
import type { Failure } from '../../../core/sweep/outcome.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const trace = (line: number): string =>
  `Traceback (most recent call last):\n  File "/w/a.py", line ${line}, in f\n    raise ValueError(x)\nValueError: at 0.5`;
const failure: Failure = { kind: 'exception', type: 'ValueError', message: 'unstable step: 10.2 rad/s at t = 3e-7 s', trace: trace(20) };

it.each<[string, boolean, Partial<Failure>]>([
  ['other numbers in the message', true, { message: 'unstable step: nan rad/s at t = -12 s' }],
  ['another address in memory', true, { message: 'unstable step: 0xff rad/s at t = .5 s' }],
  ['other words in the message', false, { message: 'unknown step: 10.2 rad/s at t = 1 s' }],
  ['another type', false, { type: 'TypeError' }],
  ['another kind', false, { kind: 'timeout' }],
  ['another line of the source', false, { trace: trace(21) }],
  ['other text between the places', true, { trace: trace(20).replace('raise', 'throw') }],
])('with %s it is the same cause: %s', (_, same, change) => {
  expect(causeOf({ ...failure, ...change }) === causeOf(failure)).toBe(same);
});

it('reads the places of a Node stack', () => {
  const stack = (line: number): string => `Error: x\n    at f (file:///w/a.mjs:${line}:9)\n    at g (node:internal/x:1:1)`;
  expect(causeOf({ ...failure, trace: stack(3) })).not.toBe(causeOf({ ...failure, trace: stack(4) }));
});

it('takes time linear in hostile text', () => {
  const milliseconds = cpuTime(() => {
    for (const piece of ['  File "', ' at ', '9', '.9e', ' at x:1:'])
      causeOf({ ...failure, message: piece.repeat(20_000), trace: piece.repeat(20_000) });
  });
  expect(milliseconds).toBeLessThan(1000);
});
