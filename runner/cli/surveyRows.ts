import type { Column, Page, Row } from '../../protocol/runner.ts';
import { newSurvey, see, type Survey } from '../export/survey.ts';
import type { TypedColumn } from '../export/tableWriter.ts';
import { chosenColumns } from './rowPages.ts';
import { EXTRA_COLUMNS, valueOf } from './rowWriters.ts';

/** The columns of all pages, in order of facts, parameters, outputs, computed ones: an output that only a late row has is one from the beginning. */
export async function allColumns(pages: AsyncIterable<Page>): Promise<readonly Column[]> {
  const columns = new Map<string, Column>();
  for await (const page of pages) for (const column of page.columns) columns.set(column.id, column);
  return inOrder(columns.values());
}

/**
 * The same with what each column holds. Beside those that text formats have, failed rows say why in `error`: who reads a
 * typed file looks for missing values, and should find their cause.
 */
export async function surveyRows(pages: AsyncIterable<Page>, names: readonly string[] | undefined): Promise<readonly TypedColumn<Row>[]> {
  const found = new Map<string, { readonly column: Column; readonly survey: Survey }>();
  const extras = [...EXTRA_COLUMNS].map((id): Column => ({ id, kind: 'item', varies: true }));
  let rows = 0;
  for await (const page of pages) {
    for (const column of [...page.columns, ...extras]) {
      const survey = found.get(column.id)?.survey ?? newSurvey();
      if (rows > 0 && !found.has(column.id)) see(survey, null);
      found.set(column.id, { column, survey });
      for (const row of page.rows) see(survey, valueOf(row, column));
    }
    rows += page.rows.length;
  }
  const own = inOrder([...found.values()].map(({ column }) => column).filter((column) => !EXTRA_COLUMNS.has(column.id)));
  const failures = found.get('error')?.survey.seen.text ? ['error'] : [];
  return chosenColumns(own, names ?? [...own.map((column) => column.id), ...failures]).flatMap((column) => {
    const survey = found.get(column.id)?.survey;
    return survey ? [typed(column, survey)] : [];
  });
}

function typed(column: Column, survey: Survey): TypedColumn<Row> {
  const declared = FACT_TYPES[column.id] ?? column.type;
  return { name: column.id, survey, value: (row) => valueOf(row, column), ...(declared !== undefined && { declared }) };
}

const FACT_TYPES: Readonly<Record<string, string>> = { seconds: 'float' };

const KINDS: readonly Column['kind'][] = ['item', 'parameter', 'output', 'derived'];

function inOrder(columns: Iterable<Column>): readonly Column[] {
  return [...columns].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}
