import { child, type MappingNode } from '../../task/tree.ts';
import { addition } from '../edits.ts';
import type { FixMaker } from '../fix.ts';
import { placeAt } from '../place.ts';

/** Adds the missing end of a range: ten steps, or one, from the end that is there. */
export const completeRange: FixMaker = (problem, { text, tree }) => {
  const place = placeAt(tree, problem.file, problem.span.start);
  const missing = problem.data?.['missing'];
  if (place?.kind !== 'entry' || !Array.isArray(missing)) return [];
  const written = missing.map((key) => `${key}: ${endOf(place.parent, key === 'max')}`).join(', ');
  const separate = text[place.parent.span.start] === '{' ? [written] : written.split(', ');
  return [{ title: `Add \`${written}\``, edits: separate.map((one) => addition(text, place.parent, one)), safe: false }];
};

function endOf(axis: MappingNode, isMax: boolean): number {
  const [step, other] = [numberAt(axis, 'step'), numberAt(axis, isMax ? 'min' : 'max')];
  const width = step === undefined ? 1 : 10 * step;
  if (other === undefined) return isMax ? width : 0;
  return Number((isMax ? other + width : other - width).toPrecision(12));
}

function numberAt(axis: MappingNode, key: string): number | undefined {
  const node = child(axis, key);
  return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined;
}
