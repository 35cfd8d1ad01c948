import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { beforeAll, expect, it } from 'vitest';
import { lazyGrammars } from '../../../core/code/grammars.ts';
import { type SyntaxTree, textOf, walk } from '../../../core/code/syntax.ts';
import { grammarFiles } from '../../../server/grammarFiles.ts';
import { cpuTime } from '../../support/cpuTime.ts';

/** Our own regular expressions on texts of others: none takes more than linear time, whatever the text (reliability.md S22). */

const ROOT = join(import.meta.dirname, '../../..');
/** What runs on texts of others, in processes that keep linear patterns on (server/threads.ts, runner/linearPatterns.ts). */
const SOURCES = '{core,protocol,server,runner}/**/*.ts';
const LENGTH = 100_000;
/** Of CPU time: linear time is some milliseconds, quadratic time ten seconds. */
const MOST_MILLISECONDS = 3_000;

interface Literal {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

const literals: Literal[] = [];

beforeAll(async () => {
  const grammars = lazyGrammars(grammarFiles);
  await grammars.load(['typescript']);
  for (const file of globSync(SOURCES, { cwd: ROOT })) {
    const tree = grammars.parse('typescript', readFileSync(join(ROOT, file), 'utf8'));
    if (tree) literals.push(...literalsOf(file, tree));
  }
});

function literalsOf(file: string, tree: SyntaxTree): readonly Literal[] {
  return [...walk(tree.root)]
    .filter(({ type, named }) => type === 'regex' && named)
    .map((node) => {
      const text = textOf(tree, node);
      const end = text.lastIndexOf('/');
      return { file, source: text.slice(1, end), flags: text.slice(end + 1) };
    });
}

/** V8's linear engine, in which an expression goes on that backtracks too much. */
function isLinear({ source, flags }: Literal): boolean {
  try {
    return new RegExp(source, `${flags}l`).source === source;
  } catch {
    return false;
  }
}

/** Long texts that nearly match: pieces of the expression itself and what texts are made of, over and over, with an end that does not fit. */
function attacks({ source }: Literal): readonly string[] {
  const own = source.replaceAll(/\\[a-zA-Z]|[\\^$]/g, '').match(/./gu) ?? [];
  const pieces = ['a', 'A', '0', ' ', '\t', '\n', '"', "'", '/**', 'a.', 'a ', ' =', '.0', '_0', '\\"', 'const ', ...own];
  return [...new Set(pieces)].flatMap((piece) => ['!', '\u0001', ''].map((end) => piece.repeat(LENGTH / piece.length) + end));
}

it('go on in linear time, or end soon on every attack', () => {
  setFlagsFromString('--enable-experimental-regexp-engine');
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
  expect(literals.length).toBeGreaterThan(300);
  const slow: string[] = [];
  for (const literal of literals.filter((one) => !isLinear(one))) {
    for (const text of attacks(literal)) {
      const pattern = new RegExp(literal.source, literal.flags);
      if (cpuTime(() => pattern.exec(text)) > MOST_MILLISECONDS)
        slow.push(`${literal.file}: /${literal.source}/ on ${JSON.stringify(text.slice(0, 20))}`);
    }
  }
  expect(slow).toEqual([]);
});
