import { explanationLines } from '../../protocol/explanationText.ts';
import { type CliContext, connectToRead, taskFile } from './context.ts';
import { printable, printJson, printResult } from './print.ts';

/** Why an item would run again, or not: which part of what its result depends on has changed. */
export async function explain(context: CliContext, name: string, key: string): Promise<number> {
  const file = taskFile(context, name);
  const connection = await connectToRead(context);
  try {
    const explained = await connection.api.explain({ file, key });
    if (context.json) await printJson(explained);
    else await printResult(explanationLines(explained).map(printable).join('\n'));
    return 0;
  } finally {
    await connection.close();
  }
}
