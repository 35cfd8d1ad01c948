import type { FixContext } from '../../core/fix/fix.ts';
import type { Checked } from '../checked.ts';
import { occurrencesOf, occurrencesOfThing } from './names.ts';

/** What fixes may look at in a file. */
export function fixContext(checked: Checked): FixContext {
  const { tree, text } = checked;
  return {
    text,
    ...(tree && { tree }),
    uses(name) {
      const found = occurrencesOfThing(occurrencesOf(checked), { kind: 'parameter', name });
      // Where one place cannot be replaced, a rename that leaves it would be a new mistake.
      return found.every(({ exact }) => exact) ? found : [];
    },
  };
}
