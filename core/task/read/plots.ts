import { PLOT_KINDS, PLOT_SCALES, type SavedPlot } from '../savedPlot.ts';
import type { Node } from '../tree.ts';
import { textOf } from './reading.ts';

/** The plots of `views`. `y` of a heat map or a grid is its second axis, of every other plot its output. */
export function readPlots(node: Node | undefined): readonly SavedPlot[] {
  return node?.kind === 'list' ? node.items.map(readPlot) : [];
}

function readPlot(node: Node): SavedPlot {
  const word = textOf(node, 'kind');
  const kind = PLOT_KINDS.find((one) => one === word);
  const [x, y, named] = [textOf(node, 'x'), textOf(node, 'y'), textOf(node, 'output')];
  const scaleWord = textOf(node, 'scale');
  const scale = PLOT_SCALES.find((one) => one === scaleWord);
  const isSecond = kind === 'heat' || kind === 'grid';
  const output = named ?? (isSecond ? undefined : y);
  return {
    ...(kind !== undefined && { kind }),
    ...(kind === undefined && x !== undefined && { kind: 'line' as const }),
    ...(x !== undefined && { x }),
    ...(isSecond && y !== undefined && { y }),
    ...(output !== undefined && { output }),
    ...(scale !== undefined && { scale }),
  };
}
