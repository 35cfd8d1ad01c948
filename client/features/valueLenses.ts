import { t } from '@vscode/l10n';
import type { FailingValue, Findings } from '../../protocol/findings.ts';
import { COMMANDS } from '../ids.ts';
import { iconless } from '../safeText.ts';
import { count, type Lens } from './lensTitles.ts';

/** A lens at a line, with the items that its command is about. */
export interface PlacedLens extends Lens {
  readonly line: number;
  readonly target: { readonly where?: string; readonly key?: string };
}

/** `3 failed`, `rerun`, `log` above axis values and cases with failures; nothing above an axis of which every value fails alike. */
export function valueLenses(findings: Findings | undefined): readonly PlacedLens[] {
  if (findings === undefined) return [];
  const axes = Map.groupBy(findings.values, (value) => value.name);
  const chosen = [...axes.values()].flatMap((values) => worst(values, findings.failed));
  const lines = Map.groupBy(chosen, (value) => value.range.start.line);
  return [...lines].flatMap(([line, values]) => values.flatMap((value) => lensesOf(value, line, values.length > 1)));
}

/** More lenses than this above one axis are a wall. */
const MOST_VALUES = 3;

function worst(values: readonly FailingValue[], failed: number): readonly FailingValue[] {
  const [first] = values;
  const telling = first !== undefined && (values.length < first.of || values.some((value) => value.failed === failed));
  return telling ? values.toSorted((a, b) => b.failed - a.failed).slice(0, MOST_VALUES) : [];
}

function lensesOf(value: FailingValue, line: number, named: boolean): readonly PlacedLens[] {
  const { where, key } = value;
  const name = `${iconless(value.name, 40)}=${iconless(value.text, 40)}`;
  const failed = t('{0} failed', count(value.failed));
  if (where === undefined) return [{ line, title: named ? `${name}: ${failed}` : failed, command: COMMANDS.results, target: {} }];
  return [
    {
      line,
      title: named ? `${name}: ${failed}` : failed,
      tooltip: t('Failed items with {0}', name),
      command: COMMANDS.results,
      target: { where: `state == 'failed' and ${where}` },
    },
    { line, title: t('rerun'), tooltip: t('Rerun the failed items with {0}', name), command: COMMANDS.rerunFailed, target: { where } },
    { line, title: t('log'), tooltip: t('Log of the first failed item with {0}', name), command: COMMANDS.openItemLog, target: { key } },
  ];
}
