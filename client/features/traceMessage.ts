import { t } from '@vscode/l10n';
import type { FailureCause } from '../../protocol/findings.ts';
import { plainLine } from '../safeText.ts';
import { count } from './lensTitles.ts';

/** `ValueError: unstable step (mu=50, dt=0.01 and 36 others)`. */
export function traceMessage({ count: failures, example }: FailureCause): string {
  const others = failures - 1;
  const label = plainLine(example.label, 200);
  return `${plainLine(`${example.error.type}: ${example.error.message}`, 300)} (${withOthers(label, others)})`;
}

function withOthers(label: string, others: number): string {
  if (others === 0) return label;
  return others === 1 ? t('{0} and 1 other', label) : t('{0} and {1} others', label, count(others));
}
