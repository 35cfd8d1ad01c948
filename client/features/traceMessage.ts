import type { FailureCause } from '../../protocol/findings.ts';
import { plainLine } from '../safeText.ts';
import { count } from './lensTitles.ts';

/** `ValueError: unstable step (mu=50, dt=0.01 and 36 others)`. */
export function traceMessage({ count: failures, example }: FailureCause): string {
  const others = failures - 1;
  const rest = others > 0 ? ` and ${count(others)} ${others === 1 ? 'other' : 'others'}` : '';
  return `${plainLine(`${example.error.type}: ${example.error.message}`, 300)} (${plainLine(example.label, 200)}${rest})`;
}
