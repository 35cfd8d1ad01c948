import { t } from '@vscode/l10n';
import type { Failure } from '../../core/sweep/outcome.ts';
import type { Value, ValueMap } from '../../core/value/value.ts';
import type { ItemDetail, ItemLog, TestAnswer } from '../../protocol/runner.ts';
import { explanationLines } from '../../protocol/explanationText.ts';
import type { Explanation } from '../../protocol/manage.ts';
import { plainText } from '../../protocol/plainText.ts';
import { plainLine } from '../safeText.ts';
import { shownValue } from './literal.ts';
import { stateWord } from './taskRows.ts';

/** Heading of the part that holds what the item printed; "Open Log" goes there. */
export function logHeading(): string {
  return t('Log');
}

/** Heading of the part that says why the item would run again, or not; "Explain Item" goes there. */
export function whyHeading(): string {
  return t('Would it run again?');
}

/** One item as a plain-text document: parameters, outputs or error, trace, log, attempts, and what a run would do with it. */
export function itemText(item: ItemDetail, explanation: Explanation): string {
  const task = plainLine(item.task);
  const title =
    item.replicate > 0 ? t('{0}, item {1}, replicate {2}', task, item.index, item.replicate) : t('{0}, item {1}', task, item.index);
  return sections([
    [
      title,
      facts([
        [t('State'), stateWord(item.state)],
        [t('Key'), item.key],
        [t('Seed'), String(item.seed)],
        [t('Attempts'), String(item.attempts)],
        [t('Took'), item.seconds === null ? '' : seconds(item.seconds)],
        [t('Finished'), item.finishedAt === null ? '' : new Date(item.finishedAt).toISOString()],
        ...madeFacts(item.made),
        [t('Tags'), item.tags.map((tag) => plainLine(tag)).join(', ')],
        [t('Note'), plainLine(item.note ?? '')],
      ]),
    ],
    [t('Parameters'), pairs(item.parameters)],
    ...outcome(item.outputs, item.error),
    ...logSections(item.log),
    [
      t('Attempts'),
      item.history.map((one) =>
        [
          one.attempt,
          stateWord(one.state),
          new Date(one.finishedAt).toISOString(),
          seconds(one.seconds),
          ...(one.current ? [] : [t('(older code or inputs)')]),
        ].join('  '),
      ),
    ],
    [whyHeading(), explanationLines(explanation)],
  ]);
}

type Fact = readonly [name: string, text: string];

/** A line for each that says something, texts aligned. */
function facts(all: readonly Fact[]): readonly string[] {
  const width = Math.max(...all.map(([name]) => name.length));
  return all.filter(([, text]) => text !== '').map(([name, text]) => `${name.padEnd(width)}  ${text}`);
}

function madeFacts(made: ItemDetail['made']): readonly Fact[] {
  const { git, interpreter, machine, system, sweepdeck } = made ?? {};
  const commit = git?.dirty ? t('{0}, with changes that were not committed', git.commit) : (git?.commit ?? '');
  return [
    [t('Commit'), commit],
    [t('Made by'), plainLine(interpreter ?? '')],
    [t('Made on'), machine === undefined ? '' : plainLine([machine, system, `Sweepdeck ${sweepdeck}`].join(', '))],
  ];
}

/** The answer of "Test one point"; nothing of it was recorded. */
export function testText(task: string, answer: Extract<TestAnswer, { kind: 'ran' }>): string {
  return sections([
    [t('{0}, test of one point (not recorded)', plainLine(task)), facts([[t('Took'), seconds(answer.seconds)]])],
    [t('Parameters'), pairs(answer.parameters)],
    ...outcome(answer.outputs, answer.error),
    ...logSections(answer.log),
  ]);
}

type Section = readonly [heading: string, lines: readonly string[]];

function sections(all: readonly Section[]): string {
  const text = all
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => `${heading}\n${'─'.repeat(Math.min(heading.length, 80))}\n${lines.join('\n')}\n`);
  return plainText(text.join('\n'));
}

function outcome(outputs: Value, error: Failure | null): readonly Section[] {
  return [
    [t('Error'), error === null ? [] : [`${error.type}: ${error.message}`, `(${error.kind})`]],
    [t('Trace'), error === null || error.trace === '' ? [] : [error.trace.trimEnd()]],
    [t('Outputs'), isMap(outputs) ? pairs(outputs) : []],
  ];
}

function logSections(log: ItemLog): readonly Section[] {
  const printed = log.stdout !== '' || log.stderr !== '';
  const nothing = log.running ? [t('(it runs and has printed nothing yet)')] : [t('(it printed nothing)')];
  return [
    [logHeading(), printed ? stream(log.stdout, log.dropped.stdout) : nothing],
    [t('Standard error'), stream(log.stderr, log.dropped.stderr)],
  ];
}

function stream(text: string, dropped: number): readonly string[] {
  if (text === '') return [];
  return [...(dropped > 0 ? [t('({0} bytes before this were dropped)', dropped)] : []), text.trimEnd()];
}

/** `model.depth = 3`, a line for each value, names aligned. */
function pairs(map: ValueMap): readonly string[] {
  const entries = flat(map);
  const width = Math.min(40, Math.max(0, ...entries.map(([name]) => name.length)));
  return entries.map(([name, value]) => `${name.padEnd(width)} = ${shownValue(value)}`);
}

function flat(map: ValueMap, prefix = ''): readonly (readonly [string, Value])[] {
  return Object.entries(map).flatMap(([name, value]) => {
    const path = prefix + plainLine(name);
    return isMap(value) && Object.keys(value).length > 0 ? flat(value, `${path}.`) : [[path, value] as const];
  });
}

function isMap(value: Value): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function seconds(value: number): string {
  return value < 1 ? t('{0} ms', Math.round(value * 1000)) : t('{0} s', Number(value.toPrecision(3)));
}
