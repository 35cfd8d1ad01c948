import { child, type Node } from '../../task/tree.ts';
import { isFlow, lineBreak } from '../edits.ts';
import type { FixMaker } from '../fix.ts';
import { topEntry } from '../place.ts';

/** Adds an argument to the command, such as `--name=${name}`. */
export const addArgument: FixMaker = ({ file, data }, { text, tree }) => {
  const argument = data?.['argument'];
  const command: Node | undefined = child(topEntry(tree, file, 'run')?.value, 'command');
  const last = command?.kind === 'list' && command.file === file ? command.items.at(-1) : undefined;
  if (typeof argument !== 'string' || !command || !last) return [];
  const end = last.span.end;
  const lineStart = text.lastIndexOf('\n', last.span.start - 1) + 1;
  const dash = /^\s*-\s+/.exec(text.slice(lineStart))?.[0] ?? '- ';
  const added = isFlow(text, command.span) ? `, ${JSON.stringify(argument)}` : `${lineBreak(text)}${dash}${JSON.stringify(argument)}`;
  return [{ title: `Add \`${argument}\` to the command`, edits: [{ file, span: { start: end, end }, text: added }], safe: false }];
};
