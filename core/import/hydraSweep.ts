import { formatValue } from '../value/format.ts';
import { parseText } from '../value/parseText.ts';
import { type Value, valueMap } from '../value/value.ts';
import type { Notes, Refused } from './imported.ts';

/**
 * What Hydra sweeps over in the value of an override: `a,b`, `choice(a,b)`, `range(0,1,0.25)`, `interval(0,1)`, perhaps
 * inside `sort`, `shuffle` or `tag`. `undefined` for a value that is one value.
 */
export function hydraSweep(text: string, notes: Notes): { readonly values: Value } | Refused | undefined {
  const call = /^\s*(\w+)\s*\(([\s\S]*)\)\s*$/.exec(text);
  const name = call?.[1] ?? '';
  const parts = splitList(call?.[2] ?? text);
  switch (name) {
    case '':
      return parts.length > 1 ? { values: parts.map(valueOf) } : undefined;
    case 'choice':
      return { values: parts.map(valueOf) };
    case 'range':
      return rangeOf(parts);
    case 'interval':
      return { refused: 'is an interval for an optimizer: adaptive methods are not there yet. Write a range or a sampling method.' };
    case 'glob':
      return { refused: 'is a glob over the files of a config group, which only Hydra knows: list the names.' };
    case 'sort':
    case 'shuffle':
    case 'tag':
      return wrapped(name, parts, notes);
    default:
      return undefined;
  }
}

/** `sort(3,1,2,reverse=true)`, `shuffle(range(1,5))`, `tag(a, b, choice(1,2))`: the same set, perhaps in another order. */
function wrapped(name: string, parts: readonly string[], notes: Notes): { readonly values: Value } | Refused | undefined {
  const options = parts.filter((part) => /^\s*\w+\s*=/.test(part));
  const rest = parts.filter((part) => !options.includes(part));
  const [only] = rest;
  const inner =
    name === 'tag' || (rest.length === 1 && only !== undefined) ? hydraSweep(rest.at(-1) ?? '', notes) : { values: rest.map(valueOf) };
  if (inner === undefined || 'refused' in inner || name === 'tag') return inner;
  if (name === 'shuffle') {
    notes.add('shuffle', '`execution: {order: shuffle}` shuffles all items.');
    return inner;
  }
  if (!Array.isArray(inner.values)) return inner;
  const sorted = inner.values.toSorted(byValue);
  return { values: options.some((option) => /reverse\s*=\s*true/i.test(option)) ? sorted.toReversed() : sorted };
}

function byValue(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return formatValue(a) < formatValue(b) ? -1 : 1;
}

/** Hydra's range leaves its end out, as Python's does; steps are computed in decimal, so that `range(0,1,0.1)` has ten values. */
function rangeOf(parts: readonly string[]): { readonly values: Value } | Refused {
  const named = new Map(
    parts.flatMap((part) => (/^\s*\w+\s*=/.test(part) ? [[part.split('=')[0]?.trim() ?? '', Number(part.split('=')[1])] as const] : [])),
  );
  const given = parts.filter((part) => !/=/.test(part)).map(Number);
  const [first, second, third] = given;
  const start = named.get('start') ?? (given.length > 1 ? first : 0) ?? 0;
  const stop = named.get('stop') ?? (given.length > 1 ? second : first) ?? Number.NaN;
  const step = named.get('step') ?? third ?? 1;
  const count = Math.max(0, Math.ceil((stop - start) / step - ROUNDING));
  if (![start, stop, step].every(Number.isFinite) || step === 0 || count > MOST) return { refused: `is no range that can be listed.` };
  if (count > SHORT && step > 0)
    return {
      values: valueMap([
        ['min', start],
        ['max', decimal(start + (count - 1) * step)],
        ['step', step],
      ]),
    };
  return { values: Array.from({ length: count }, (_, at) => decimal(start + at * step)) };
}

/** Longer ranges stand as ranges. */
const SHORT = 12;
const MOST = 1_000_000;
const ROUNDING = 1e-9;

function decimal(value: number): number {
  return Number(value.toPrecision(15));
}

/** An element as Hydra reads it: quoted text is text, the rest by its looks. */
function valueOf(text: string): Value {
  const trimmed = text.trim();
  const quoted = /^'([\s\S]*)'$|^"([\s\S]*)"$/.exec(trimmed);
  if (quoted) return quoted[1] ?? quoted[2] ?? '';
  const list = /^\[([\s\S]*)\]$/.exec(trimmed);
  if (list) return (list[1] ?? '').trim() === '' ? [] : splitList(list[1] ?? '').map(valueOf);
  return parseText(trimmed);
}

/** Splits at the commas that stand in no quotes, brackets or parentheses. */
function splitList(text: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const [token] of text.matchAll(/'[^']*'|"[^"]*"|[\s\S]/g)) {
    if ('([{'.includes(token)) depth += 1;
    if (')]}'.includes(token)) depth -= 1;
    if (token === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts;
}
