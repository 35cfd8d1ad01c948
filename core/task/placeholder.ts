import { problem, type Problem } from '../check/problem.ts';
import type { Placeholder, Template } from './task.ts';
import type { ScalarNode } from './tree.ts';

/** Placeholders that are no parameters. */
export const BUILT_IN_PLACEHOLDERS = ['args', 'seed', 'replicate', 'item.dir', 'item.key', 'item.parameters_file', 'workspace'] as const;

/** Cuts one argument into literal text and placeholders; `$${` is a literal `${`. */
export function readTemplate(node: ScalarNode): { readonly template: Template; readonly problems: readonly Problem[] } {
  const text = typeof node.value === 'string' ? node.value : node.source;
  // Places are exact where the text stands in the file as it is; an escaped or folded argument is marked whole.
  const exact = text === node.source && node.style !== 'block';
  const template: (string | Placeholder)[] = [];
  const problems: Problem[] = [];
  let literal = '';
  let from = 0;
  for (const match of text.matchAll(/\$?\$\{([^}]*)(\}?)/g)) {
    literal += text.slice(from, match.index);
    from = match.index + match[0].length;
    const span = exact ? { start: node.contentStart + match.index, end: node.contentStart + from } : node.span;
    if (match[0].startsWith('$$')) literal += match[0].slice(1);
    else if (match[2] === '') {
      problems.push(
        problem(
          'unknown-placeholder',
          { file: node.file, span },
          'This placeholder is not closed: add a `}`, or write `$${` for a literal `${`.',
        ),
      );
      literal += match[0];
    } else {
      if (literal !== '') template.push(literal);
      literal = '';
      template.push({ name: (match[1] ?? '').trim(), file: node.file, span });
    }
  }
  literal += text.slice(from);
  if (literal !== '' || template.length === 0) template.push(literal);
  return { template, problems };
}
