import type { Task } from '../task/task.ts';
import type { Point } from '../value/value.ts';
import { canonical } from './canonical.ts';
import { targetOf } from './commandTarget.ts';
import { parameterText } from './parameterText.ts';

/**
 * SHA-256 of a text's UTF-8 bytes, from the platform: 32 bytes, 64 hexadecimal digits, or 32 characters of one byte
 * each (`hash('sha256', text, 'binary')` of node:crypto, the fastest).
 */
export type HashText = (text: string) => Uint8Array | string;

/** Names the items of one task. */
export interface ItemKeyer {
  /** 16 bytes: the first 128 bits of the SHA-256 of `text`. `seed` is the item's effective one. */
  key(point: Point, seed: number): Uint8Array;
  /** The canonical JSON that is hashed: `{"parameters":{…},"run":{"kind":…,"target":…},"seed":…}`. */
  text(point: Point, seed: number): string;
  /** Both for parameters whose canonical text is known (parameterText.ts). */
  keyOf(parameters: string, seed: number): Uint8Array;
  textOf(parameters: string, seed: number): string;
}

export function itemKeyer(task: Pick<Task, 'schema' | 'cache' | 'run'>, hash: HashText): ItemKeyer {
  const parameters = parameterText(task);
  const run = task.run ? `{"kind":"${task.run.kind}","target":${canonical(targetOf(task.run).text)}}` : 'null';
  const middle = `,"run":${run},"seed":`;
  const textOf = (text: string, seed: number): string => `{"parameters":${text}${middle}${seed}}`;
  const keyOf = (text: string, seed: number): Uint8Array => first128(hash(textOf(text, seed)));
  return { textOf, keyOf, text: (point, seed) => textOf(parameters(point), seed), key: (point, seed) => keyOf(parameters(point), seed) };
}

/** 32 lower-case hexadecimal digits. */
export function keyHex(key: Uint8Array): string {
  let text = '';
  for (let index = 0; index < key.length; index++) text += HEX[key[index] ?? 0] ?? '';
  return text;
}

/** The key that 32 hexadecimal digits name; `undefined` for any other text. */
export function keyFromHex(text: string): Uint8Array | undefined {
  return /^[0-9a-fA-F]{32}$/.test(text) ? fromHex(text) : undefined;
}

const KEY_BYTES = 16;

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function first128(digest: Uint8Array | string): Uint8Array {
  if (typeof digest !== 'string') return digest.slice(0, KEY_BYTES);
  return digest.length === 2 * KEY_BYTES ? fromBytes(digest) : fromHex(digest);
}

function fromBytes(digest: string): Uint8Array {
  const key = new Uint8Array(KEY_BYTES);
  for (let index = 0; index < KEY_BYTES; index++) key[index] = digest.charCodeAt(index);
  return key;
}

function fromHex(digits: string): Uint8Array {
  const key = new Uint8Array(KEY_BYTES);
  for (let index = 0; index < KEY_BYTES; index++) key[index] = Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16);
  return key;
}

/** A digest in any of the forms of `HashText` as lower-case hexadecimal digits. */
export function hexOf(digest: Uint8Array | string): string {
  if (typeof digest !== 'string') return keyHex(digest);
  return digest.length === 2 * KEY_BYTES ? keyHex(Uint8Array.from(digest, (one) => one.charCodeAt(0))) : digest;
}
