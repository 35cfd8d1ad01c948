import { plainText } from '../protocol/plainText.ts';

/** A unit behind a name; nothing where there is none. */
export function Unit({ unit }: { readonly unit: string | undefined }) {
  return unit === undefined ? null : <span class="unit"> [{plainText(unit)}]</span>;
}
