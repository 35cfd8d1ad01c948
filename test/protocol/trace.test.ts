import { expect, it } from 'vitest';
import { traceFrames } from '../../protocol/trace.ts';
import { cpuTime } from '../support/cpuTime.ts';

/** Without where they stand in the text. */
function places(trace: string) {
  return traceFrames(trace).map(({ from: _from, to: _to, ...place }) => place);
}

it('reads the places of a Python traceback', () => {
  const trace =
    'Traceback (most recent call last):\n  File "/w/pendulum.py", line 20, in simulate\n    raise ValueError("x")\n  File "/w/a b.py", line 3\nValueError: x';
  expect(places(trace)).toEqual([
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
  expect(places(trace.join('\n'))).toEqual([
    { file: '/w/a b.mjs', line: 3, column: 9 },
    { file: '/w/plain.cjs', line: 7, column: 1 },
    { file: 'C:\\w\\c.js', line: 1, column: 2 },
  ]);
});

it('says where each place stands in the text', () => {
  const trace = 'Traceback:\n  File "/w/a.py", line 3, in f\n    at f (/w/b.js:1:2)\n';
  expect(traceFrames(trace).map(({ from, to }) => trace.slice(from, to))).toEqual(['File "/w/a.py", line 3', 'at f (/w/b.js:1:2)']);
});

it('leaves out what a module address has behind its path', () => {
  expect(places('    at f (file:///w/a.mjs?v=2:3:5)')).toEqual([{ file: '/w/a.mjs', line: 3, column: 5 }]);
});

it('reads hostile text in time linear in its length', () => {
  const milliseconds = cpuTime(() => {
    for (const piece of ['    at (', '  File "', 'at file://:1', '    at f (/:1:', ' ']) traceFrames(piece.repeat(65_536 / piece.length));
    traceFrames(`    at ${'/'.repeat(65_536)}`);
  });
  expect(milliseconds).toBeLessThan(1000);
});
