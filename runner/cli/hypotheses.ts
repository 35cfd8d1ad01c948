import type { HypothesisReport, SideReport } from '../../core/hypothesis/report.ts';
import { type CliContext, type Connection, connectToRead, taskFile } from './context.ts';
import { printable, printJson, printResult, say } from './print.ts';

/** Tests the hypotheses of a task file on the results that there are. */
export async function hypotheses(context: CliContext, name: string): Promise<number> {
  const file = taskFile(context, name);
  const connection = await connectToRead(context);
  try {
    const reports = await reportsOf(connection, file);
    if (context.json) await printJson(reports);
    else if (reports.length === 0) say('This task has no `hypotheses`.');
    else await printResult(reports.map(whole).join('\n\n'));
    return 0;
  } finally {
    await connection.close();
  }
}

/** What the runner says of a file's hypotheses; nothing where the file has none. */
export async function reportsOf(connection: Connection, file: string): Promise<readonly HypothesisReport[]> {
  const { reports } = await connection.api.hypotheses({ file });
  return reports;
}

/** One line: verdict, name, and why. */
export function brief(report: HypothesisReport): string {
  const ignored = report.left.failed + report.right.failed;
  const failures = ignored === 0 ? '' : ` ${ignored} failed ${ignored === 1 ? 'item is' : 'items are'} not in it.`;
  return `${report.verdict}: ${printable(report.name)}. ${report.conclusion}${failures}`;
}

function whole(report: HypothesisReport): string {
  const { expect, name, test, alternative, correction, left, right, pairs, interval } = report;
  return [
    brief(report),
    ...(name === expect ? [] : [`  expected    ${printable(expect)}`]),
    `  left        ${side(left)}`,
    `  right       ${side(right)}`,
    ...(pairs ? [`  pairs       ${pairs.count}${unpairedText(pairs.unpaired)}`] : []),
    `  difference  ${short(report.difference)}, 95 % interval ${short(interval.low)} to ${short(interval.high)}, Cohen's d ${short(report.cohensD)}`,
    `  test        ${test}, ${alternative}: statistic ${short(report.statistic)}${degreesText(report)}, p ${short(report.p)}${countedText(report)}, adjusted (${correction}) ${short(report.adjustedP)}`,
  ].join('\n');
}

function side({ selection, n, mean, sd, failed, failedKeys, missing, withoutNumber }: SideReport): string {
  const named = failedKeys.slice(0, NAMED).map((key) => key.slice(0, 8));
  const others = [
    failed > 0 ? `${failed} failed (${named.join(', ')}${failed > named.length ? ', …' : ''})` : '',
    missing > 0 ? `${missing} not run` : '',
    withoutNumber > 0 ? `${withoutNumber} without a number` : '',
  ].filter((text) => text !== '');
  return `${printable(selection)}: n ${n}, mean ${short(mean)}, sd ${short(sd)}${others.map((text) => `, ${text}`).join('')}`;
}

const NAMED = 5;

function unpairedText([left, right]: readonly [number, number]): string {
  return left + right === 0 ? '' : `; without a partner ${left} on the left, ${right} on the right`;
}

function degreesText({ degrees }: HypothesisReport): string {
  return degrees === undefined ? '' : `, ${short(degrees)} degrees of freedom`;
}

function countedText({ counted }: HypothesisReport): string {
  if (!counted) return '';
  return counted.exact ? ` (all ${counted.of} arrangements)` : ` (${counted.of} drawn at random)`;
}

function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(5))) : String(value);
}
