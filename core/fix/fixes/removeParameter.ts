import type { FixMaker } from '../fix.ts';
import { remove } from './remove.ts';

/** Takes a parameter out that nothing accepts; an option in a command stays, as its value may be the next word. */
export const removeParameter: FixMaker = (problem, context) =>
  problem.data?.['name'] === undefined ? [] : remove('parameter', false)(problem, context);
