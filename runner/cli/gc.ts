import { type CliContext, connectToRun } from './context.ts';
import { printJson, say } from './print.ts';

/** Drops old generations, deleted rows, and output and folders that no row refers to; says what it freed. */
export async function gc(context: CliContext, options: { readonly dryRun?: boolean }): Promise<number> {
  const dry = options.dryRun === true;
  const connection = await connectToRun(context);
  try {
    const { rows, deleted, pieces, folders, files, bytes } = await connection.api.gc({ dry });
    const parts = [
      plural(rows, 'row of an old generation', 'rows of old generations'),
      plural(deleted, 'deleted row', 'deleted rows'),
      plural(pieces, 'piece of output', 'pieces of output'),
      plural(folders, 'item folder', 'item folders'),
      plural(files, 'file that an item left', 'files that items left'),
    ];
    if (context.json) await printJson({ dry, rows, deleted, pieces, folders, files, bytes });
    else if (rows + deleted + pieces + folders + files === 0) say('There is nothing to drop.');
    else say(`${dry ? 'Would drop' : 'Dropped'} ${parts.join(', ')}: ${dry ? 'at least ' : ''}${size(bytes)}${dry ? '' : ' given back'}.`);
    return 0;
  } finally {
    await connection.close();
  }
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
