import { problem, type Problem } from '../check/problem.ts';
import { composeTree } from './compose.ts';
import { deeperThan } from './nesting.ts';
import type { ParsedTree } from './tree.ts';
import type { World } from './world.ts';
import { yamlDocument } from './yamlDocument.ts';
import { syntaxProblems } from './yamlError.ts';

export const MAX_DEPTH = 100;
/** Blank lines cost the YAML parser a microsecond each; five million of them would hold the editor for seconds. */
const MAX_LINES = 400_000;

/** Reads YAML 1.2 (core schema, with merge keys) into a tree with ranges. Never throws; time is linear in the text. */
export function parseTree(text: string, file: string): ParsedTree {
  const refusal = tooComplex(text, file);
  if (refusal) return { problems: [refusal] };
  try {
    const document = yamlDocument(text);
    const syntax = syntaxProblems(document.errors, text, file);
    const { root, problems } = composeTree(document.contents, text, file);
    return { ...(root && { root }), problems: [...syntax, ...problems] };
  } catch (error) {
    // The parser is recursive; only the stack can stop it.
    if (error instanceof RangeError) return { problems: [tooDeep(file, 0)] };
    throw error;
  }
}

/** Reads a file's text by the world's own parser, where it has one. */
export function parseIn({ parse = parseTree }: World, text: string, file: string): ParsedTree {
  return parse(text, file);
}

function tooComplex(text: string, file: string): Problem | undefined {
  const deep = deeperThan(text, MAX_DEPTH);
  if (deep !== undefined) return tooDeep(file, deep);
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    lines += 1;
    if (lines > MAX_LINES)
      return problem(
        'too-deep',
        { file, span: { start: at, end: at } },
        'This file has more than 400,000 lines: move long lists of points to a CSV file and name it in `points`.',
      );
  }
  return undefined;
}

function tooDeep(file: string, start: number): Problem {
  return problem(
    'too-deep',
    { file, span: { start, end: start + 1 } },
    `This is nested more than ${MAX_DEPTH} levels deep: flatten it, a task file needs only a few levels.`,
  );
}
