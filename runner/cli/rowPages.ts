import { RunnerError } from '../../protocol/errors.ts';
import type { Column, Page, PageRequest } from '../../protocol/runner.ts';
import type { Connection } from './context.ts';
import { EXTRA_COLUMNS } from './rowWriters.ts';

/** What a command line says about the rows that it wants. */
export interface RowsWanted {
  readonly where?: string;
  readonly orphans?: boolean;
  readonly pending?: boolean;
}

/** States of the rows that are wanted: what has run, unless something else is asked for; nothing stands for every state. */
export function statesOf(wanted: RowsWanted): PageRequest['states'] | undefined {
  if (wanted.orphans) return ['orphan'];
  return wanted.pending ? undefined : ['done', 'failed', 'stale', 'running'];
}

/** The pages of a request, at most `limit` rows in all. */
export async function* rowPages(connection: Connection, request: PageRequest, limit: number): AsyncIterable<Page> {
  let offset = request.offset ?? 0;
  for (let left = limit; ; ) {
    const page = await connection.api.page({ ...request, offset, limit: Math.min(PAGE_ROWS, left) });
    if (page.error)
      throw new RunnerError(
        'bad-request',
        `\`${request.where ?? request.sort ?? ''}\` cannot be read at character ${page.error.start + 1}: ${page.error.message}`,
      );
    yield page;
    offset += page.rows.length;
    left -= page.rows.length;
    if (left <= 0 || page.rows.length === 0 || offset >= page.total) return;
  }
}

const PAGE_ROWS = 2000;

/** The columns with these names, in their order; a name that no column has is refused with those that there are. */
export function chosenColumns(columns: readonly Column[], names: readonly string[] | undefined): readonly Column[] {
  if (!names) return columns;
  return names.map((id) => {
    const column =
      columns.find((one) => one.id === id) ?? (EXTRA_COLUMNS.has(id) ? { id, kind: 'item' as const, varies: true } : undefined);
    if (!column)
      throw new RunnerError(
        'bad-request',
        `There is no column \`${id}\`. The columns are ${columns.map((one) => one.id).join(', ')}; also ${[...EXTRA_COLUMNS].join(', ')}.`,
      );
    return column;
  });
}
