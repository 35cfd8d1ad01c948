import { child, type Node } from '../../task/tree.ts';
import { isFlow, lineBreak } from '../edits.ts';
import type { FixMaker } from '../fix.ts';
import { topEntry } from '../place.ts';

/** Hands a parameter to the command, as `--name=${name}`. */
export const addArgument: FixMaker = ({ file, data }, { text, tree }) => {
  const name = data?.['name'];
  const command: Node | undefined = child(topEntry(tree, file, 'run')?.value, 'command');
  const last = command?.kind === 'list' && command.file === file ? command.items.at(-1) : undefined;
  if (typeof name !== 'string' || !command || !last) return [];
  const argument = `"--${name}=\${${name}}"`;
  const end = last.span.end;
  const lineStart = text.lastIndexOf('\n', last.span.start - 1) + 1;
  const dash = /^\s*-\s+/.exec(text.slice(lineStart))?.[0] ?? '- ';
  const added = isFlow(text, command.span) ? `, ${argument}` : `${lineBreak(text)}${dash}${argument}`;
  return [
    { title: `Add \`--${name}=\${${name}}\` to the command`, edits: [{ file, span: { start: end, end }, text: added }], safe: false },
  ];
};
