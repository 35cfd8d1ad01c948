import { problem } from '../../check/problem.ts';
import { parseExpectation } from '../../hypothesis/expectation.ts';
import { type Expectation, type Hypothesis, type Selection, TESTS } from '../../hypothesis/hypothesis.ts';
import type { Span } from '../../text.ts';
import { nearest } from '../../value/suggest.ts';
import { child, type Node } from '../tree.ts';
import { type Written, writtenIn } from './written.ts';
import { numberOf, type Reading, scalarText, textOf, wordOf } from './reading.ts';
import type { Scope } from './scope.ts';

/** The hypotheses that can be read; a problem says what is wrong with the others. */
export function readHypotheses(reading: Reading, node: Node | undefined, scope: Scope): readonly Hypothesis[] {
  return node?.kind === 'list' ? node.items.flatMap((item) => readHypothesis(reading, item, scope) ?? []) : [];
}

function readHypothesis(reading: Reading, node: Node, scope: Scope): Hypothesis | undefined {
  const expect = child(node, 'expect');
  if (expect?.kind !== 'scalar') return undefined;
  const text = scalarText(expect);
  const written = writtenIn(reading.world, expect, text);
  const { at } = written;
  const expectation = parseExpectation(text);
  if ('message' in expectation) {
    reading.problems.push(problem('hypothesis-syntax', at(expectation.span.start, expectation.span.end), expectation.message));
    return undefined;
  }
  const found = [...unknownNames(reading, expectation, { scope, written })];
  // A misspelt name is one mistake, whatever follows from it.
  const nonsense = found.length === 0 ? contradiction(expectation, node) : undefined;
  if (nonsense !== undefined) found.push(problem('hypothesis-syntax', at(0, text.length), nonsense));
  reading.problems.push(...found);
  if (found.length > 0) return undefined;
  return {
    name: textOf(node, 'name') ?? text,
    text,
    expectation,
    test: wordOf(node, 'test', TESTS),
    alternative: alternativeOf(node) ?? directionOf(expectation),
    alpha: numberOf(node, 'alpha') ?? 0.05,
    correction: wordOf(node, 'correction', ['holm', 'none', 'bh']),
    file: expect.file,
    span: expect.span,
  };
}

function alternativeOf(node: Node): Hypothesis['alternative'] | undefined {
  return (['two-sided', 'less', 'greater'] as const).find((one) => one === textOf(node, 'alternative'));
}

function directionOf({ operator }: Expectation): Hypothesis['alternative'] {
  if (operator === '!=') return 'two-sided';
  return operator.startsWith('<') ? 'less' : 'greater';
}

/** What no result could ever support. */
function contradiction(expectation: Expectation, node: Node): string | undefined {
  const { left, right, operator, margin } = expectation;
  const alternative = alternativeOf(node);
  if (alternative !== undefined && alternative !== 'two-sided' && alternative !== directionOf(expectation))
    return `\`alternative: ${alternative}\` tests another claim than \`${operator}\`: remove it, or write \`two-sided\`.`;
  if (operator === '!=' && margin !== 0) return 'A margin needs a direction: write `<` or `>`.';
  const isDisjoint = left.conditions.some((one) => right.conditions.some((other) => one.name === other.name && one.text !== other.text));
  return left.output === right.output && !isDisjoint
    ? 'Both sides select the same items: give them different values of one parameter, as in `loss[a=1] < loss[a=2]`.'
    : undefined;
}

interface Where {
  readonly scope: Scope;
  readonly written: Written;
}

function* unknownNames({ schema }: Reading, { left, right }: Expectation, { scope, written }: Where) {
  const outputs = new Set(schema.outputs.keys());
  for (const { output, outputSpan, conditions } of [left, right] satisfies readonly Selection[]) {
    if (outputs.size > 0 && !outputs.has(output))
      yield unknown(output, { written, span: outputSpan, known: outputs, what: 'an output of the schema' });
    for (const { name, nameSpan } of conditions)
      if (!scope.open && !scope.names.has(name))
        yield unknown(name, { written, span: nameSpan, known: scope.names, what: 'a parameter of this sweep' });
  }
}

interface Unknown {
  readonly written: Written;
  readonly span: Span;
  readonly known: ReadonlySet<string>;
  readonly what: string;
}

function unknown(name: string, { written, span, known, what }: Unknown) {
  const suggestion = nearest(name, known);
  const advice = suggestion === undefined ? 'Correct it, or declare it.' : `Did you mean \`${suggestion}\`?`;
  const data = suggestion !== undefined && written.exact ? { suggestion: written.quote(suggestion) } : {};
  return problem('unknown-name', written.at(span.start, span.end), `\`${name}\` is not ${what}. ${advice}`, { data: { name, ...data } });
}
