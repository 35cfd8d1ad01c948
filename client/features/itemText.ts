import type { Failure } from '../../core/sweep/outcome.ts';
import type { Value, ValueMap } from '../../core/value/value.ts';
import type { ItemDetail, ItemLog, TestAnswer } from '../../protocol/runner.ts';
import { explanationLines } from '../../protocol/explanationText.ts';
import type { Explanation } from '../../protocol/manage.ts';
import { plainText } from '../../protocol/plainText.ts';
import { plainLine } from '../safeText.ts';
import { shownValue } from './literal.ts';

/** Heading of the part that holds what the item printed; "Open Log" goes there. */
export const LOG_HEADING = 'Log';

/** Heading of the part that says why the item would run again, or not; "Explain Item" goes there. */
export const WHY_HEADING = 'Would it run again?';

/** One item as a plain-text document: parameters, outputs or error, trace, log, attempts, and what a run would do with it. */
export function itemText(item: ItemDetail, explanation: Explanation): string {
  const replicate = item.replicate > 0 ? `, replicate ${item.replicate}` : '';
  const facts = [
    `State     ${item.state}`,
    `Key       ${item.key}`,
    `Seed      ${item.seed}`,
    `Attempts  ${item.attempts}`,
    ...(item.seconds === null ? [] : [`Took      ${seconds(item.seconds)}`]),
    ...(item.finishedAt === null ? [] : [`Finished  ${new Date(item.finishedAt).toISOString()}`]),
    ...madeFacts(item.made),
    ...(item.tags.length === 0 ? [] : [`Tags      ${item.tags.map((tag) => plainLine(tag)).join(', ')}`]),
    ...(item.note === null ? [] : [`Note      ${plainLine(item.note)}`]),
  ];
  return sections([
    [`${plainLine(item.task)}, item ${item.index}${replicate}`, facts],
    ['Parameters', pairs(item.parameters)],
    ...outcome(item.outputs, item.error),
    ...logSections(item.log),
    [
      'Attempts',
      item.history.map(
        (one) =>
          `${one.attempt}  ${one.state}  ${new Date(one.finishedAt).toISOString()}  ${seconds(one.seconds)}${one.current ? '' : '  (older code or inputs)'}`,
      ),
    ],
    [WHY_HEADING, explanationLines(explanation)],
  ]);
}

function madeFacts(made: ItemDetail['made']): readonly string[] {
  if (!made) return [];
  const { git, interpreter, machine, system, sweepdeck } = made;
  return [
    ...(git ? [`Commit    ${git.commit}${git.dirty ? ', with changes that were not committed' : ''}`] : []),
    ...(interpreter ? [`Made by   ${plainLine(interpreter)}`] : []),
    ...(machine === undefined ? [] : [`Made on   ${plainLine([machine, system, `Sweepdeck ${sweepdeck}`].join(', '))}`]),
  ];
}

/** The answer of "Test one point"; nothing of it was recorded. */
export function testText(task: string, answer: Extract<TestAnswer, { kind: 'ran' }>): string {
  return sections([
    [`${plainLine(task)}, test of one point (not recorded)`, [`Took  ${seconds(answer.seconds)}`]],
    ['Parameters', pairs(answer.parameters)],
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
    ['Error', error === null ? [] : [`${error.type}: ${error.message}`, `(${error.kind})`]],
    ['Trace', error === null || error.trace === '' ? [] : [error.trace.trimEnd()]],
    ['Outputs', isMap(outputs) ? pairs(outputs) : []],
  ];
}

function logSections(log: ItemLog): readonly Section[] {
  const printed = log.stdout !== '' || log.stderr !== '';
  const nothing = log.running ? ['(it runs and has printed nothing yet)'] : ['(it printed nothing)'];
  return [
    [LOG_HEADING, printed ? stream(log.stdout, log.dropped.stdout) : nothing],
    ['Standard error', stream(log.stderr, log.dropped.stderr)],
  ];
}

function stream(text: string, dropped: number): readonly string[] {
  if (text === '') return [];
  return [...(dropped > 0 ? [`(${dropped} bytes before this were dropped)`] : []), text.trimEnd()];
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
  return value < 1 ? `${Math.round(value * 1000)} ms` : `${Number(value.toPrecision(3))} s`;
}
