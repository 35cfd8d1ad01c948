import { resolve } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';
import { type CliContext, connectToRun, shownPath, taskFile } from './context.ts';
import { readJson, readPoint } from './jsonArgument.ts';
import { printable, printJson, say } from './print.ts';

export interface RegisterOptions {
  readonly point: string;
  readonly outputs: string;
  readonly file?: readonly string[];
}

/** Records a result that was made elsewhere, marked `external`, as one of today's code. */
export async function register(context: CliContext, name: string, options: RegisterOptions): Promise<number> {
  const file = taskFile(context, name);
  const point = readPoint(options.point);
  const outputs = readJson(options.outputs);
  if (outputs === undefined) throw new RunnerError('bad-request', `--outputs takes JSON, such as '{"loss": 0.25}'.`);
  const files = Object.fromEntries((options.file ?? []).map((one) => readFile(context, one)));
  const connection = await connectToRun(context);
  try {
    const registered = await connection.api.register({ file, point, outputs, files });
    if (context.json) await printJson(registered);
    else
      say(
        `Recorded${registered.item === undefined ? ' as a point that is not in the space (an orphan)' : ''}; \`sweepdeck show ${shownPath(context, file)} ${registered.key}\` shows it.`,
      );
    return 0;
  } finally {
    await connection.close();
  }
}

function readFile(context: CliContext, text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new RunnerError('bad-request', `--file takes name=path; \`${printable(text)}\` has no name before an equals sign.`);
  return [text.slice(0, at), resolve(context.cwd, text.slice(at + 1))];
}
