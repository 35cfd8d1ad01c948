import { strictJson } from '../../core/value/encode.ts';
import { isValueList, type Value } from '../../core/value/value.ts';
import { type ColumnType, columnType } from './columnType.ts';
import { rowsChanged } from './rowsChanged.ts';
import { hasHoles, isSafe, longestJson, longestText, shapeOf, type Survey } from './survey.ts';

/** How NumPy holds a column: the same number of bytes for each row, so that lists are padded to the longest. */
export interface NpyType {
  readonly element: NpyElement;
  /** Of one row: empty for plain values. */
  readonly shape: readonly number[];
}

export interface NpyElement {
  /** `|b1`, `<i8`, `<f8` or `<U12`. */
  readonly descr: string;
  readonly bytes: number;
  write(view: DataView, at: number, value: Value | undefined): void;
}

/**
 * The NumPy type of a column. NumPy arrays know no missing values, so that what is missing, and what pads a list, is NaN
 * or empty text; integers and booleans beside it become floats (integers beyond 2^53 text). What fits nowhere is JSON as text.
 */
export function npyType(survey: Survey, declared: string | undefined): NpyType {
  const type = columnType(survey, declared);
  const shape = type.kind === 'list' ? shapeOf(survey) : [];
  const holes = hasHoles(survey);
  switch (innermost(type)) {
    case 'boolean':
      return { element: holes ? FLOAT : BOOLEAN, shape };
    case 'integer':
      if (!holes) return { element: INTEGER, shape };
      return { element: isSafe(survey) ? FLOAT : textOf(MOST_DIGITS, String), shape };
    case 'float':
      return { element: FLOAT, shape };
    case 'text':
      return { element: textOf(longestText(survey), String), shape };
    case 'json':
      return { element: textOf(longestJson(survey), (value) => strictJson(value)), shape: [] };
  }
}

/** The bytes of one row. */
export function rowBytes({ element, shape }: NpyType, value: Value | undefined): Uint8Array {
  const count = shape.reduce((product, length) => product * length, 1);
  const bytes = new Uint8Array(count * element.bytes);
  fill({ element, shape, view: new DataView(bytes.buffer) }, 0, value);
  return bytes;
}

/** The head of a `.npy` file of so many rows (NumPy's format version 1.0). */
export function npyHead({ element, shape }: NpyType, rows: number): Uint8Array {
  const dimensions = [rows, ...shape];
  const fact = `{'descr': '${element.descr}', 'fortran_order': False, 'shape': (${dimensions.join(', ')}${dimensions.length === 1 ? ',' : ''}), }`;
  const padded = fact.padEnd(Math.ceil((fact.length + MAGIC.length + 3) / ALIGNMENT) * ALIGNMENT - MAGIC.length - 3);
  const text = new TextEncoder().encode(`${padded}\n`);
  return new Uint8Array([...MAGIC, text.length & 0xff, text.length >> 8, ...text]);
}

/** `\x93NUMPY`, version 1.0. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
const ALIGNMENT = 64;

type Place = NpyType & { readonly view: DataView };

/** Writes a value, or a list of them, at an element's place; answers the place after it. */
function fill(place: Place, at: number, value: Value | undefined): number {
  const [length, ...inner] = place.shape;
  if (length === undefined) {
    place.element.write(place.view, at, value);
    return at + place.element.bytes;
  }
  if (isValueList(value) && value.length > length) throw rowsChanged();
  let next = at;
  for (let index = 0; index < length; index++) next = fill({ ...place, shape: inner }, next, isValueList(value) ? value[index] : undefined);
  return next;
}

const BOOLEAN: NpyElement = { descr: '|b1', bytes: 1, write: (view, at, value) => view.setUint8(at, value === true ? 1 : 0) };

const INTEGER: NpyElement = {
  descr: '<i8',
  bytes: 8,
  write: (view, at, value) => view.setBigInt64(at, typeof value === 'number' || typeof value === 'bigint' ? BigInt(value) : 0n, true),
};

const FLOAT: NpyElement = {
  descr: '<f8',
  bytes: 8,
  write: (view, at, value) => view.setFloat64(at, value === undefined || value === null ? Number.NaN : Number(value), true),
};

/** Text of at most so many code points, four bytes each; NumPy reads the zeros behind it as nothing. */
function textOf(longest: number, show: (value: Value) => string): NpyElement {
  const length = Math.max(1, longest);
  return {
    descr: `<U${length}`,
    bytes: length * 4,
    write(view, at, value) {
      if (value === undefined || value === null) return;
      const characters = Array.from(show(value));
      if (characters.length > length) throw rowsChanged();
      let next = at;
      for (const character of characters) {
        view.setUint32(next, character.codePointAt(0) ?? 0, true);
        next += 4;
      }
    },
  };
}

/** Of a 64-bit integer with its sign. */
const MOST_DIGITS = 20;

function innermost(type: ColumnType): Exclude<ColumnType['kind'], 'list'> {
  return type.kind === 'list' ? innermost(type.items) : type.kind;
}
