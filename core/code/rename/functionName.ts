import { type SyntaxTree, textOf, walk } from '../syntax.ts';
import { refused, type SourceRenaming } from './renaming.ts';

/** Renames a function of a module's top level and every use of its name in that file. */
export function renameFunction(tree: SyntaxTree, at: number, to: string): SourceRenaming {
  if (!tree.sound) return refused('its file has syntax errors');
  const nodes = [...walk(tree.root)].filter((one) => IDENTIFIER.test(one.type));
  const defined = nodes.find((one) => one.start === at);
  if (!defined) return refused('it has no name of its own');
  const name = textOf(tree, defined);
  if (nodes.some((one) => textOf(tree, one) === to)) return refused(`its file uses the name \`${to}\` already`);
  const same = nodes.filter((one) => textOf(tree, one) === name && !isMember(tree, one.start));
  if (same.some((one) => one.type !== 'identifier')) return refused('its file has a property of the same name');
  if (same.some((one) => one !== defined && isBoundAnew(tree, one.start, one.end)))
    return refused(`its file gives the name \`${name}\` to something else, too`);
  return { kind: 'edits', edits: same.map(({ start, end }) => ({ start, end, text: to })) };
}

const IDENTIFIER = /^(identifier|shorthand_property_identifier(_pattern)?)$/;

function isMember({ text }: SyntaxTree, start: number): boolean {
  return /\.\s*$/.test(text.slice(Math.max(0, start - 20), start));
}

/** An assignment, another definition, or a keyword of a call. */
function isBoundAnew({ text }: SyntaxTree, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 30), start);
  return (
    /^\s*(:[^=\n]*)?=(?![=>])/.test(text.slice(end, end + 80)) || /\b(def|class|function|const|let|var|import|as|for)\s+$/.test(before)
  );
}
