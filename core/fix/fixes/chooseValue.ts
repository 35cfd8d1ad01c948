import type { FixMaker } from '../fix.ts';

/** More choices than these are no help in a menu. */
const MOST_CHOICES = 6;

/** Offers each allowed value of an enum, unless one was probably meant. */
export const chooseValue: FixMaker = ({ file, span, data }) => {
  const values = data?.['values'];
  if (data?.['suggestion'] !== undefined || !Array.isArray(values) || values.length > MOST_CHOICES) return [];
  return values
    .filter((value) => typeof value === 'string')
    .map((value) => ({ title: `Change to \`${value}\``, edits: [{ file, span, text: value }], safe: false }));
};
