import { type CliContext, connectToRun, taskFile } from './context.ts';
import { printJson, say } from './print.ts';

/** Takes stale results, and those of another installation, as equivalent to what today's code would give. */
export async function accept(context: CliContext, name: string, options: { readonly where?: string }): Promise<number> {
  const file = taskFile(context, name);
  const connection = await connectToRun(context);
  try {
    const { where } = options;
    const accepted = await connection.api.accept({ file, ...(where !== undefined && { where }) });
    const others = accepted.imported === 0 ? '' : ` and ${accepted.imported} of another installation`;
    if (context.json) await printJson(accepted);
    else if (accepted.stale + accepted.imported === 0) say('There is nothing to accept: no selected item is stale.');
    else
      say(
        `Accepted ${accepted.stale} stale ${accepted.stale === 1 ? 'result' : 'results'}${others}; they are done until the code changes again.`,
      );
    return 0;
  } finally {
    await connection.close();
  }
}
