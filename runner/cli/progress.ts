import { basename } from 'node:path';
import type { TaskStatus } from '../../protocol/runner.ts';
import type { CliContext } from './context.ts';
import { printable } from './print.ts';

/** One line on a terminal that is written again and again; nothing anywhere else. */
export interface ProgressLine {
  show(status: TaskStatus): void;
  clear(): void;
}

export function progressLine(context: CliContext, file: string): ProgressLine {
  if (!context.progress) return { show: () => undefined, clear: () => undefined };
  const name = printable(basename(file).replace(/\.sweep\.ya?ml$/, ''));
  return {
    show({ active }) {
      if (!active) return;
      const left = active.secondsLeft === undefined ? '' : ` · ${duration(active.secondsLeft)} left`;
      const failed = active.failed > 0 ? ` · ${active.failed} failed` : '';
      process.stderr.write(`\r\u001b[2K${name} ${active.finished}/${active.selected}${failed}${left}`);
    },
    clear: () => void process.stderr.write('\r\u001b[2K'),
  };
}

/** `12 s`, `3 min 20 s`, `2 h 5 min`: two units at most. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
