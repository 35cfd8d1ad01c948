import { expect, it } from 'vitest';
import { traceFrames } from '../../../client/features/trace.ts';

it('reads the places of a Python traceback', () => {
  const trace =
    'Traceback (most recent call last):\n  File "/w/pendulum.py", line 20, in simulate\n    raise ValueError("x")\n  File "/w/a b.py", line 3\nValueError: x';
  expect(traceFrames(trace)).toEqual([
    { file: '/w/pendulum.py', line: 20, column: 1 },
    { file: '/w/a b.py', line: 3, column: 1 },
  ]);
});

it('reads the places of a Node.js stack', () => {
  const trace = [
    'Error: x',
    '    at simulate (file:///w/a%20b.mjs:3:9)',
    '    at /w/plain.cjs:7:1',
    '    at async Object.run (C:\\w\\c.js:1:2)',
    '    at node:internal/process:5:5',
    '    at f (<anonymous>)',
  ];
  expect(traceFrames(trace.join('\n'))).toEqual([
    { file: '/w/a b.mjs', line: 3, column: 9 },
    { file: '/w/plain.cjs', line: 7, column: 1 },
    { file: 'C:\\w\\c.js', line: 1, column: 2 },
  ]);
});

it('reads hostile text in time linear in its length', () => {
  const started = performance.now();
  for (const piece of ['    at (', '  File "', 'at file://:1', '    at f (/:1:', ' ']) traceFrames(piece.repeat(65_536 / piece.length));
  traceFrames(`    at ${'/'.repeat(65_536)}`);
  expect(performance.now() - started).toBeLessThan(1000);
});
