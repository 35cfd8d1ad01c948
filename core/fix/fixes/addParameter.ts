import { addition, appendix } from '../edits.ts';
import type { FixMaker } from '../fix.ts';
import { topEntry } from '../place.ts';

/** Gives a missing parameter a value under `parameters`. */
export const addParameter: FixMaker = ({ file, data }, { text, tree }) => {
  const [name, value] = [data?.['name'], data?.['value']];
  if (typeof name !== 'string' || typeof value !== 'string') return [];
  const parameters = topEntry(tree, file, 'parameters')?.value;
  const written = `${name}: ${value}`;
  if (parameters?.kind === 'mapping' && parameters.file === file)
    return [{ title: `Add \`${written}\` to \`parameters\``, edits: [addition(text, parameters, written)], safe: false }];
  if (parameters) return [];
  return [{ title: `Add \`parameters\` with \`${written}\``, edits: [appendix(text, file, ['parameters:', `  ${written}`])], safe: false }];
};
