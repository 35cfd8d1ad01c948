import { mapKey } from '../../core/value/equal.ts';
import type { Value } from '../../core/value/value.ts';

/**
 * The values of one column, one a place (the index of an item). Few different values stand as codes of one byte into a
 * dictionary; numbers beyond them as doubles; other values beyond them as codes of four bytes. `-0` may come back as `0`.
 */
export class Vector {
  /** 0: absent. 1: the number in `numbers`. Else the place in `dictionary`. */
  codes: Uint8Array | Uint32Array;
  numbers: Float64Array | undefined;
  /** The first two places stand for nothing. */
  readonly dictionary: Value[] = [null, null];
  /** True when the values need more memory than a column may have: then they are not all here, and must be read elsewhere. */
  wide = false;
  readonly #places = new Map<unknown, number>();
  #text = 0;

  constructor(length: number) {
    this.codes = new Uint8Array(length);
  }

  get length(): number {
    return this.codes.length;
  }

  get bytes(): number {
    return this.codes.byteLength + (this.numbers?.byteLength ?? 0) + 2 * this.#text + 100 * this.dictionary.length;
  }

  /** The value at a place; `undefined` where there is none. */
  at(place: number): Value | undefined {
    const code = this.codes[place] ?? ABSENT;
    if (code === NUMBER) return this.numbers?.[place];
    return code === ABSENT ? undefined : this.dictionary[code];
  }

  /** The value at a place where it is a number, else NaN. */
  numberAt(place: number): number {
    const value = this.at(place);
    return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : Number.NaN;
  }

  set(place: number, value: Value | undefined): void {
    if (value === undefined) this.codes[place] = ABSENT;
    else if (typeof value === 'number') this.#setNumber(place, value);
    else this.codes[place] = this.#codeOf(mapKey(value), value);
  }

  #setNumber(place: number, value: number): void {
    if (this.numbers === undefined) {
      const known = this.#places.get(value);
      if (known !== undefined || this.dictionary.length < FEW) {
        this.codes[place] = known ?? this.#add(value, value);
        return;
      }
    }
    const numbers = (this.numbers ??= this.#spill());
    numbers[place] = value;
    this.codes[place] = NUMBER;
  }

  /** Too many different numbers for codes: all of them move to doubles. */
  #spill(): Float64Array {
    const { codes, dictionary } = this;
    const numbers = new Float64Array(codes.length);
    for (let place = 0; place < codes.length; place++) {
      const value = dictionary[codes[place] ?? ABSENT];
      if (typeof value !== 'number') continue;
      numbers[place] = value;
      codes[place] = NUMBER;
    }
    return numbers;
  }

  #codeOf(key: ReturnType<typeof mapKey>, value: Value): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    if (typeof key === 'string') this.#text += key.length;
    if (this.#text > MOST_TEXT || this.dictionary.length > MOST_VALUES) {
      this.wide = true;
      return ABSENT;
    }
    if (this.dictionary.length >= FEW && this.codes instanceof Uint8Array) this.codes = Uint32Array.from(this.codes);
    return this.#add(key, value);
  }

  #add(key: unknown, value: Value): number {
    const code = this.dictionary.push(value) - 1;
    this.#places.set(key, code);
    return code;
  }
}

/** Codes of `Vector.codes` that stand for no value of the dictionary. */
export const ABSENT = 0;
export const NUMBER = 1;
/** Codes that one byte has. */
const FEW = 256;
/** Characters, and entries, of a dictionary. */
const MOST_TEXT = 8_000_000;
const MOST_VALUES = 500_000;
