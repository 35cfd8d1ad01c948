import { type CliContext, connectToRun, taskFile } from './context.ts';
import { printable, printJson, say } from './print.ts';

export interface TagOptions {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  readonly note?: string;
}

/** Changes tags and note of one item, or shows them; both survive reruns. */
export async function tag(context: CliContext, name: string, of: TagOptions & { readonly key: string }): Promise<number> {
  const file = taskFile(context, name);
  const connection = await connectToRun(context);
  try {
    const { key, add, remove, note } = of;
    const labelled = await connection.api.tag({
      file,
      key,
      ...(add && { add }),
      ...(remove && { remove }),
      ...(note !== undefined && { note }),
    });
    if (context.json) await printJson(labelled);
    else
      say(
        `${labelled.key.slice(0, 8)}: ${labelled.tags.length === 0 ? 'no tags' : labelled.tags.map(printable).join(', ')}${labelled.note === null ? '' : `; ${printable(labelled.note)}`}`,
      );
    return 0;
  } finally {
    await connection.close();
  }
}
