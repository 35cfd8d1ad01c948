import type { Plot, PlotChoice } from '../../protocol/plot.ts';

/** What is drawn now, as a task file says it. */
export function shownChoice({ picture, output, scales }: Plot): PlotChoice {
  return {
    ...(picture && { kind: picture.kind }),
    ...(picture && 'x' in picture && picture.x && { x: picture.x.column }),
    ...(picture && 'y' in picture && picture.y && { y: picture.y.column }),
    ...(output && { output: output.column }),
    ...(output && scales.length > 1 && { scale: output.log ? ('log' as const) : ('linear' as const) }),
  };
}

/** A plot of the task file by what it draws. */
export function savedName({ kind, x, y, output }: PlotChoice): string {
  const over = [x, y].filter((one) => one !== undefined).join(', ');
  return [output ?? kind ?? '', over].filter((part) => part !== '').join(' / ');
}

/** Whether one draws what the other says, where it says something. */
export function sameChoice(saved: PlotChoice | undefined, shown: PlotChoice): boolean {
  if (!saved) return false;
  const names = ['kind', 'x', 'y', 'output', 'scale'] as const;
  return names.every((name) => saved[name] === undefined || saved[name] === shown[name]);
}
