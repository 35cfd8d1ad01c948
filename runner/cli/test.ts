import { formatValue } from '../../core/value/format.ts';
import { isValueMap } from '../../core/value/value.ts';
import { type CliContext, connectToRead, taskFile } from './context.ts';
import { readPoint } from './jsonArgument.ts';
import { printable, printableLines, printJson, printResult, say } from './print.ts';
import { sayProblems } from './sayProblems.ts';

export interface TestOptions {
  readonly index?: number;
  readonly point?: string;
  readonly python?: string;
}

/** Runs one point through the same worker path as a sweep, prints what came out, and records nothing. */
export async function test(context: CliContext, name: string, options: TestOptions): Promise<number> {
  const file = taskFile(context, name);
  const connection = await connectToRead(context);
  try {
    const { index, python } = options;
    const answer = await connection.api.test({
      file,
      ...(index !== undefined && { index }),
      ...(options.point !== undefined && { point: readPoint(options.point) }),
      ...(python !== undefined && { python }),
    });
    if (answer.kind === 'invalid') {
      sayProblems(context, answer.problems);
      return 1;
    }
    const { kind: _kind, log, ...document } = answer;
    if (log.stdout) say(printableLines(log.stdout.trimEnd()));
    if (log.stderr) say(printableLines(log.stderr.trimEnd()));
    if (context.json) await printJson({ ...document, log });
    else if (answer.error)
      say(`failed: ${printable(`${answer.error.type}: ${answer.error.message}`)}\n${printableLines(answer.error.trace)}`);
    else
      for (const [output, value] of Object.entries(isValueMap(answer.outputs) ? answer.outputs : { value: answer.outputs }))
        await printResult(`${printable(output)} = ${printable(formatValue(value))}`);
    return answer.error ? 2 : 0;
  } finally {
    await connection.close();
  }
}
