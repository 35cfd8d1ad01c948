import { decode, encode } from '../../core/value/encode.ts';
import { isValueMap, type ValueMap, valueMap } from '../../core/value/value.ts';

/** Encoded outputs with more of them; `winner` says whose value stands where both have a name. Outputs that are no mapping stay alone. */
export function joinOutputs(outputs: string, more: ValueMap, winner: 'outputs' | 'more'): string {
  const own = decode(outputs);
  if (!isValueMap(own)) return outputs;
  const names = Object.keys(more);
  if (winner === 'more' && names.some((name) => Object.hasOwn(own, name)))
    return encode(valueMap([...Object.entries(own), ...Object.entries(more)]));
  const texts = names.filter((name) => !(name in own)).map((name) => `${JSON.stringify(name)}:${encode(more[name] ?? null)}`);
  // The outputs' own text stays as it is: only user code knows `1.0` from `1`.
  const text = outputs.slice(1, -1);
  return `{${[...(text === '' ? [] : [text]), ...texts].join(',')}}`;
}
