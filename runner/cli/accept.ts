import type { RunnerApi } from '../../protocol/runner.ts';
import { RunnerError } from '../../protocol/errors.ts';
import { type CliContext, connectToRun, taskFile } from './context.ts';
import { printable, printJson, say } from './print.ts';

interface AcceptOptions {
  readonly where?: string;
  /** `OLD=NEW`, or true for what is certain without it. */
  readonly renamed?: string | true;
}

/** Takes stale results, those of another installation, or those of a renamed parameter as what today's code would give. */
export async function accept(context: CliContext, name: string, options: AcceptOptions): Promise<number> {
  const file = taskFile(context, name);
  const { where, renamed } = options;
  if (renamed !== undefined && where !== undefined)
    throw new RunnerError('bad-request', '`--renamed` takes all results of the old name; leave `--where` out.');
  const connection = await connectToRun(context);
  try {
    if (renamed !== undefined) await acceptRenamed(context, connection.api, { file, ...(renamed === true ? {} : readRename(renamed)) });
    else await acceptStale(context, connection.api, { file, ...(where !== undefined && { where }) });
    return 0;
  } finally {
    await connection.close();
  }
}

async function acceptStale(
  context: CliContext,
  api: Pick<RunnerApi, 'accept'>,
  request: Parameters<RunnerApi['accept']>[0],
): Promise<void> {
  const accepted = await api.accept(request);
  const others = accepted.imported === 0 ? '' : ` and ${accepted.imported} of another installation`;
  if (context.json) await printJson(accepted);
  else if (accepted.stale + accepted.imported === 0) say('There is nothing to accept: no selected item is stale.');
  else say(`Accepted ${results(accepted.stale, 'stale ')}${others}; they are done until the code changes again.`);
}

async function acceptRenamed(
  context: CliContext,
  api: Pick<RunnerApi, 'keepRenamed'>,
  request: Parameters<RunnerApi['keepRenamed']>[0],
): Promise<void> {
  const answer = await api.keepRenamed(request);
  const { from, to, kept, older, otherSeed } = answer;
  if (context.json) return printJson(answer);
  if (from === undefined || to === undefined)
    return say('Nothing shows for certain which parameter was renamed: name it, as in `--renamed old=new`.');
  const left = [
    older > 0 ? `${results(older, '')} of older code or files` : '',
    otherSeed > 0 ? `${results(otherSeed, '')} with another seed (\`seeding: independent\`)` : '',
  ].filter((part) => part !== '');
  const rest = left.length > 0 ? ` Left: ${left.join(', ')}.` : '';
  say(`Kept ${results(kept, '')} of \`${printable(from)}\` under the name \`${printable(to)}\`.${rest}`);
}

function readRename(text: string): { readonly from: string; readonly to: string } {
  const [from = '', to = '', more] = text.split('=');
  if (from === '' || to === '' || more !== undefined)
    throw new RunnerError(
      'bad-request',
      `\`--renamed\` takes the old and the new name, as in \`mu=friction\`; \`${printable(text)}\` is not that.`,
    );
  return { from, to };
}

function results(count: number, kind: string): string {
  return `${count} ${kind}${count === 1 ? 'result' : 'results'}`;
}
