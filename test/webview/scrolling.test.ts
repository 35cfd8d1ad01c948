import { expect, test } from 'vitest';
import { judgeFrames, type Frame, type Probe } from '../../bench/scrolling.ts';
import { ROW_HEIGHT } from '../../webview/table/viewport.ts';

const TOTAL = 1000;

/** A table scrolled to a row, in which these rows stand at the top and 10 rows below. */
function frame(row: number, top: Omit<Probe, 'y'>, below: Omit<Probe, 'y'>): Frame {
  return {
    at: row,
    scrollTop: row * ROW_HEIGHT,
    clientHeight: 600,
    probes: [
      { y: 1, ...top },
      { y: 10 * ROW_HEIGHT + 1, ...below },
    ],
  };
}

function shown(position: number): Omit<Probe, 'y'> {
  return { position, text: String(position) };
}

test('frames of a scrolled table count only with the rows of their place', () => {
  const frames = [
    frame(0, shown(0), shown(10)),
    frame(1, shown(1), shown(11)),
    frame(2, shown(2), { position: 12, text: '…' }),
    frame(3, shown(3), {}),
    frame(4, { position: 4, text: '3' }, shown(14)),
    frame(40, shown(5), shown(15)),
    frame(40, shown(40), shown(50)),
    frame(40, shown(40), shown(50)),
  ];
  expect(judgeFrames(frames, TOTAL)).toEqual(['shown', 'shown', 'late', 'wrong', 'wrong', 'wrong', 'shown', 'still']);
});
