import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Value, valueMap } from '../../../core/value/value.ts';
import { type TypedFormat, typedWriter } from '../../../runner/export/formats.ts';
import { newSurvey, see } from '../../../runner/export/survey.ts';
import { GROUP_ROWS, type TypedColumn } from '../../../runner/export/tableWriter.ts';
import { type ReadBack, readArrowBack, readNpzBack, readParquetBack } from './readers.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((one) => rmSync(one, { recursive: true, force: true })));

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sd-typed-'));
  folders.push(folder);
  return folder;
}

type Cells = Readonly<Record<string, readonly (Value | undefined)[]>>;

/** Writes columns as they are in memory, several pages of them, and answers the file. */
async function written(format: TypedFormat, cells: Cells, declared: Readonly<Record<string, string>> = {}): Promise<Uint8Array> {
  const rows = Array.from({ length: Math.max(0, ...Object.values(cells).map((one) => one.length)) }, (_, at) => at);
  const columns = Object.entries(cells).map(([name, values]): TypedColumn<number> => {
    const survey = newSurvey();
    for (const row of rows) see(survey, values[row]);
    return { name, survey, value: (row) => values[row], ...(declared[name] !== undefined && { declared: declared[name] }) };
  });
  const pieces: Uint8Array[] = [];
  const writer = typedWriter(format, columns, { write: async (bytes) => void pieces.push(bytes), scratch });
  for (let at = 0; at < rows.length; at += 700) await writer.rows(rows.slice(at, at + 700));
  await writer.end();
  return Buffer.concat(pieces);
}

async function npz(cells: Cells, declared: Readonly<Record<string, string>> = {}) {
  const path = join(scratch(), 'a.npz');
  writeFileSync(path, await written('npz', cells, declared));
  return readNpzBack(path);
}

const READERS: readonly [TypedFormat, (bytes: Uint8Array) => ReadBack][] = [
  ['parquet', readParquetBack],
  ['arrow', readArrowBack],
];

/** Column → what another program must find: its type and its values. */
const COLUMNS: Readonly<
  Record<string, { readonly cells: readonly (Value | undefined)[]; readonly type: string; readonly read: readonly unknown[] }>
> = {
  flag: { cells: [true, false, null, undefined], type: 'bool', read: [true, false, null, null] },
  count: { cells: [1, 2, 3, -4], type: 'int', read: [1n, 2n, 3n, -4n] },
  big: { cells: [2n ** 53n + 1n, -(2n ** 63n), 2n ** 63n - 1n, 0], type: 'int', read: [2n ** 53n + 1n, -(2n ** 63n), 2n ** 63n - 1n, 0n] },
  'model.rate': {
    cells: [0.1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    type: 'float',
    read: [0.1, Number.NaN, Infinity, -Infinity],
  },
  zero: { cells: [-0, 1, 5e-324, 1.7976931348623157e308], type: 'float', read: [-0, 1, 5e-324, 1.7976931348623157e308] },
  mixed: { cells: [1, 0.5, null, 2], type: 'float', read: [1, 0.5, null, 2] },
  text: { cells: ['', 'größer 😀', '\u0000 "', undefined], type: 'text', read: ['', 'größer 😀', '\u0000 "', null] },
  alone: { cells: ['a\ud800', 'b', 'c', 'd'], type: 'text', read: ['a\ufffd', 'b', 'c', 'd'] },
  curve: { cells: [[1, 2.5], [], null, [Number.NaN]], type: 'list of float', read: [[1, 2.5], [], null, [Number.NaN]] },
  counts: { cells: [[1, 2], [3], [null, 4], []], type: 'list of int', read: [[1n, 2n], [3n], [null, 4n], []] },
  words: { cells: [['a', 'b'], ['c'], [], null], type: 'list of text', read: [['a', 'b'], ['c'], [], null] },
  matrix: {
    cells: [
      [
        [1, 2],
        [3, 4.5],
      ],
      [[]],
      [],
      null,
    ],
    type: 'list of list of float',
    read: [
      [
        [1, 2],
        [3, 4.5],
      ],
      [[]],
      [],
      null,
    ],
  },
  shape: {
    cells: [valueMap([['a', 1]]), null, valueMap(), valueMap([['b', Number.NaN]])],
    type: 'text',
    read: ['{"a":1}', null, '{}', '{"b":"NaN"}'],
  },
  either: { cells: ['1', 1, true, [1]], type: 'text', read: ['"1"', '1', 'true', '[1]'] },
  huge: {
    cells: [2n ** 70n, 1, null, -(2n ** 63n) - 1n],
    type: 'text',
    read: ['1180591620717411303424', '1', null, '-9223372036854775809'],
  },
  bigAndHalf: { cells: [2n ** 53n + 1n, 0.5, null, 1], type: 'text', read: ['9007199254740993', '0.5', null, '1'] },
  nothing: { cells: [null, undefined, null, null], type: 'text', read: [null, null, null, null] },
};

describe.each(READERS)('%s', (format, read) => {
  it('is read by another implementation with the same types and values', async () => {
    const found = read(await written(format, Object.fromEntries(Object.entries(COLUMNS).map(([name, { cells }]) => [name, cells]))));
    expect(found.types).toEqual(Object.fromEntries(Object.entries(COLUMNS).map(([name, { type }]) => [name, type])));
    for (const [name, column] of Object.entries(COLUMNS)) expect([name, found.rows.map((row) => row[name])]).toEqual([name, column.read]);
  });

  it('keeps a declared float although its values are whole, and types what has no value', async () => {
    const found = read(await written(format, { a: [1, 2], b: [null, null], c: [1, 2] }, { a: 'float', b: 'float', c: 'int' }));
    expect(found.types).toEqual({ a: 'float', b: 'float', c: 'int' });
  });

  it('holds several groups of rows, in order', async () => {
    const length = GROUP_ROWS * 2 + 123;
    const found = read(
      await written(format, { index: Array.from({ length }, (_, at) => at), name: Array.from({ length }, (_, at) => `n${at % 7}`) }),
    );
    expect(found.rows).toHaveLength(length);
    expect(found.rows.findIndex((row, at) => row['index'] !== BigInt(at) || row['name'] !== `n${at % 7}`)).toBe(-1);
  });

  it('is a file without rows when there are none', async () => {
    const found = read(await written(format, { a: [], b: [] }, { a: 'float' }));
    expect([found.types, found.rows]).toEqual([{ a: 'float', b: 'text' }, []]);
  });
});

/** Column → the NumPy array that it must be. */
const ARRAYS: Readonly<
  Record<
    string,
    {
      readonly cells: readonly (Value | undefined)[];
      readonly descr: string;
      readonly flat: readonly unknown[];
      readonly shape?: readonly number[];
    }
  >
> = {
  flag: { cells: [true, false], descr: '|b1', flat: [true, false] },
  holey: { cells: [true, null], descr: '<f8', flat: [1, 'nan'] },
  count: { cells: [3, -4], descr: '<i8', flat: [3, -4] },
  big: { cells: [2n ** 63n - 1n, -(2n ** 63n)], descr: '<i8', flat: ['9223372036854775807', '-9223372036854775808'] },
  some: { cells: [3, undefined], descr: '<f8', flat: [3, 'nan'] },
  bigSome: { cells: [2n ** 53n + 1n, null], descr: '<U20', flat: ['9007199254740993', ''] },
  rate: { cells: [0.5, Number.NEGATIVE_INFINITY], descr: '<f8', flat: [0.5, '-inf'] },
  text: { cells: ['größer 😀', null], descr: '<U8', flat: ['größer 😀', ''] },
  even: {
    cells: [
      [1, 2],
      [3, 4],
    ],
    descr: '<i8',
    flat: [1, 2, 3, 4],
    shape: [2, 2],
  },
  ragged: { cells: [[1, 2, 3], [4]], descr: '<f8', flat: [1, 2, 3, 4, 'nan', 'nan'], shape: [2, 3] },
  words: { cells: [['a', 'bcd'], []], descr: '<U3', flat: ['a', 'bcd', '', ''], shape: [2, 2] },
  matrix: {
    cells: [
      [
        [1, 2],
        [3, 4],
      ],
      [[5]],
    ],
    descr: '<f8',
    flat: [1, 2, 3, 4, 5, 'nan', 'nan', 'nan'],
    shape: [2, 2, 2],
  },
  shape: { cells: [valueMap([['a', 1]]), null], descr: '<U25', flat: ['{"a":1}', ''] },
};

describe('npz', () => {
  it('pads ragged outputs, and only here; what is missing is NaN or empty text', async () => {
    const found = await npz(Object.fromEntries(Object.entries(ARRAYS).map(([name, { cells }]) => [name, cells])));
    expect(found).toEqual(
      Object.fromEntries(Object.entries(ARRAYS).map(([name, { descr, flat, shape }]) => [name, { descr, flat, shape: shape ?? [2] }])),
    );
  });

  it('has empty arrays when there are no rows', async () => {
    expect(await npz({ a: [], b: [] }, { a: 'float' })).toEqual({
      a: { descr: '<f8', shape: [0], flat: [] },
      b: { descr: '<U1', shape: [0], flat: [] },
    });
  });
});
