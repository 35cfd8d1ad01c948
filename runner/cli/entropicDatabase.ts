import Database from 'better-sqlite3';
import { MOST_RECORDS } from '../../core/import/entropic.ts';
import { decode, encode } from '../../core/value/encode.ts';
import { integerValue, type Value, valueMap } from '../../core/value/value.ts';
import { RunnerError } from '../../protocol/errors.ts';

/**
 * The tables of an entropic database in its SQLite form, as the JSON that its TinyDB form is. The file is a stranger's: it
 * is opened read-only, its schema is not trusted, and only plain tables that look like records are read.
 */
export function readEntropicDatabase(path: string): string {
  try {
    const database = new Database(path, { readonly: true, fileMustExist: true });
    try {
      for (const pragma of ['trusted_schema = OFF', 'cell_size_check = ON', 'mmap_size = 0', 'query_only = ON']) database.pragma(pragma);
      const tables = tablesOf(database).map((table) => `${JSON.stringify(table)}:{${recordsOf(database, table)}}`);
      return `{${tables.join(',')}}`;
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof RunnerError || !(error instanceof Error) || !('code' in error)) throw error;
    throw new RunnerError('bad-request', `${path} cannot be read as a database of entropic (${String(error.code)}).`);
  }
}

/** Tables with the columns of a record; views and virtual tables could run anything. */
function tablesOf(database: Database.Database): readonly string[] {
  const names = database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name")
    .pluck()
    .all();
  return names.filter((name) => {
    const columns = new Set(columnsOf(database, name).map((column) => column.name));
    return columns.has('result_file') && columns.has('created_at');
  });
}

interface Column {
  readonly name: string;
  readonly type: string;
}

function columnsOf(database: Database.Database, table: string): readonly Column[] {
  return database.prepare<[string], Column>('SELECT name, upper(type) AS type FROM pragma_table_info(?)').all(table);
}

/** As text, one by one: values of all of them would take ten times the memory. */
function recordsOf(database: Database.Database, table: string): string {
  const types = new Map(columnsOf(database, table).map((column) => [column.name, column.type]));
  // SAFETY: SQLite gives rows by column name; every cell is looked at below.
  const rows = database
    .prepare(`SELECT * FROM "${table.replaceAll('"', '""')}"`)
    .safeIntegers()
    .iterate() as Iterable<Record<string, unknown>>;
  const records: string[] = [];
  for (const row of rows) {
    if (records.length >= MOST_RECORDS) throw new RunnerError('bad-request', `The table ${table} has more than ${MOST_RECORDS} records.`);
    const record = valueMap(Object.entries(row).map(([name, cell]) => [name, valueOf(cell, types.get(name) ?? '')]));
    records.push(`"${records.length + 1}":${encode(record)}`);
  }
  return records.join(',');
}

/** SQLAlchemy keeps JSON as text and truth values as numbers. */
function valueOf(cell: unknown, type: string): Value {
  if (typeof cell === 'bigint') return type === 'BOOLEAN' ? cell !== 0n : integerValue(cell);
  if (typeof cell === 'string') return type === 'JSON' ? jsonOf(cell) : cell;
  return typeof cell === 'number' ? cell : null;
}

function jsonOf(text: string): Value {
  try {
    return decode(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
