import { type ExpressionWord, expressionWords } from '../../expression/tokens.ts';
import type { Node, ScalarNode } from '../tree.ts';
import { addName, addParameter, type Draft, scalarText, textPlace } from './draft.ts';

/** Names and cases in an expression: `when`, `constraints`, and what a column computes from `from` on. */
export function addExpression(draft: Draft, node: Node, under: string, from = 0): void {
  if (node.kind !== 'scalar') return;
  const { parameters } = draft.context;
  const words = expressionWords(scalarText(node).slice(from), parameters);
  for (const [index, word] of words.entries()) {
    const { token } = word;
    if (word.kind === 'name' && token.kind === 'name') addUse(draft, token.text, { node, start: from + token.span.start }, under);
    const compared = word.kind === 'text' ? comparedName(words, index) : undefined;
    if (compared !== undefined && token.kind === 'text')
      addCase(draft, { of: compared, name: token.text }, { node, start: from + token.span.start + 1 }, under);
  }
}

/** A name that is read at a place of a scalar: a parameter, or an output, also as `out.name`. */
export function addUse(draft: Draft, name: string, at: { readonly node: ScalarNode; readonly start: number }, under: string): void {
  const { parameters, outputs } = draft.context;
  const place = (start: number) => textPlace(at.node, at.start + start, at.start + name.length);
  const kind = { role: 'uses', under } as const;
  if (parameters.has(name)) addParameter(draft, { name, at: place(0) }, kind);
  else if (outputs.has(name)) addName(draft, { kind: 'output', name }, place(0), kind);
  else if (name.startsWith('out.') && outputs.has(name.slice(4))) addName(draft, { kind: 'output', name: name.slice(4) }, place(4), kind);
}

/** A text that is the name of a case, where the parameter has one of that name. */
export function addCase(
  draft: Draft,
  { of, name }: { readonly of: string; readonly name: string },
  at: { readonly node: ScalarNode; readonly start: number },
  under: string,
): void {
  if (!draft.context.cases.get(of)?.has(name)) return;
  addName(draft, { kind: 'case', of, name }, textPlace(at.node, at.start, at.start + name.length), { role: 'uses', under });
}

/** The parameter that a text is compared with: `name == 'text'`, `'text' != name`, `name in ['text', …]`. */
function comparedName(words: readonly ExpressionWord[], index: number): string | undefined {
  let before = index - 1;
  if (isOperator(words[before], /^[[,]$/)) {
    while (before >= 0 && !isOperator(words[before], /^\[$/)) before -= 1;
    before -= 1;
    if (!isOperator(words[before], /^in$/)) return undefined;
    return nameAt(words, isOperator(words[before - 1], /^not$/) ? before - 2 : before - 1);
  }
  if (isOperator(words[before], /^[=!]=$/)) return nameAt(words, before - 1);
  return isOperator(words[index + 1], /^[=!]=$/) ? nameAt(words, index + 2) : undefined;
}

function isOperator(word: ExpressionWord | undefined, pattern: RegExp): boolean {
  return word?.kind === 'operator' && 'text' in word.token && pattern.test(word.token.text);
}

function nameAt(words: readonly ExpressionWord[], index: number): string | undefined {
  const word = words[index];
  return word?.kind === 'name' && word.token.kind === 'name' ? word.token.text : undefined;
}
