import type { ErrorCode, YAMLError } from 'yaml';
import { problem, type Problem } from '../check/problem.ts';

/** What the YAML parser says, in sentences for people: at most one for each line, at most 20 for a file. */
export function syntaxProblems(errors: readonly YAMLError[], text: string, file: string): readonly Problem[] {
  const problems: Problem[] = [];
  let lastLineEnd = -1;
  let isShifted = false;
  for (const error of errors) {
    const start = behindSpaces(text, Math.min(error.pos[0], text.length));
    if (start <= lastLineEnd || problems.length === 20) continue;
    // Behind a tab the columns of other lines mean nothing.
    if (isShifted && error.code !== 'TAB_AS_INDENT') continue;
    isShifted ||= error.code === 'TAB_AS_INDENT';
    const lineEnd = text.indexOf('\n', start);
    lastLineEnd = lineEnd === -1 ? text.length : lineEnd;
    const span = { start, end: Math.max(Math.min(start + 1, lastLineEnd), Math.min(error.pos[1], lastLineEnd)) };
    const code = error.code === 'RESOURCE_EXHAUSTION' ? 'too-deep' : 'yaml-syntax';
    problems.push(problem(code, { file, span }, sentence(error)));
  }
  return problems;
}

/** An indentation is nothing to point at. */
function behindSpaces(text: string, start: number): number {
  let offset = start;
  while (text[offset] === ' ') offset += 1;
  return /[\r\n]/.test(text[offset] ?? '\n') ? start : offset;
}

function sentence(error: YAMLError): string {
  if (error.code === 'MISSING_CHAR' || error.message.startsWith('Flow ')) return missing(error.message);
  return SENTENCES[error.code] ?? 'This is not valid YAML here: check the indentation, quotes and brackets of this line.';
}

function missing(message: string): string {
  const bracket = /end with a ([}\]])/.exec(message)?.[1];
  if (bracket !== undefined) return `A bracket before this is opened but not closed: add \`${bracket}\`.`;
  if (message.includes('quote')) return 'A quote before this is opened but not closed: add it at the end of its text.';
  if (message.includes(',')) return 'A comma is missing between two entries of this list or mapping.';
  return 'A character is missing here: check that every key is followed by `: ` (with a space) and every list entry starts with `- `.';
}

const SENTENCES: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'An alias (`*name`) cannot have an anchor or a tag of its own: remove the `&…` or `!…` before it.',
  BAD_ALIAS: 'This alias is not written well: it is `*` followed by the name of an anchor, with a space after it.',
  BAD_DIRECTIVE: 'This `%` line is not a YAML directive: remove it, or put the text in quotes.',
  BAD_DQ_ESCAPE: 'This escape is not known inside double quotes: write `\\\\` for a backslash, or use single quotes.',
  BAD_INDENT: 'This line is not indented like its neighbours: keys of one mapping and entries of one list start in the same column.',
  BAD_PROP_ORDER: 'Anchors (`&…`) and tags (`!…`) belong after the `:` or `-`, before the value.',
  BAD_SCALAR_START: 'Plain text cannot start with this character: put the text in quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'A mapping cannot begin here: put text with a `:` in quotes, or check that the next line is indented like this one.',
  BLOCK_IN_FLOW: 'Inside `[ ]` and `{ }` everything is written with brackets and commas: an indented `- ` or `|` cannot stand there.',
  IMPOSSIBLE: 'This cannot be read as YAML: check the line before it.',
  KEY_OVER_1024_CHARS: 'This key is longer than 1024 characters: check that a quote or bracket before it is closed.',
  MULTILINE_IMPLICIT_KEY: 'A key must stand on one line and be followed by `: `; perhaps a `:` is missing on this line or the one before.',
  MULTIPLE_ANCHORS: 'A value can have only one anchor (`&…`): remove the others.',
  MULTIPLE_DOCS: 'A task file is one YAML document: remove this `---` and what follows, or make it a file of its own.',
  MULTIPLE_TAGS: 'A value can have only one tag (`!…`): remove the others.',
  TAB_AS_INDENT: 'YAML does not allow tabs as indentation: use spaces.',
  TAG_RESOLVE_FAILED: 'This value does not fit its tag (`!!…`): remove the tag.',
  UNEXPECTED_TOKEN: 'This was not expected here: check the indentation, and that brackets and quotes before it are closed.',
  BAD_COLLECTION_TYPE: 'This tag does not fit a list or mapping: remove it.',
  RESOURCE_EXHAUSTION: 'This is nested too deeply to be read: at most 100 levels are allowed.',
};
