import type { Analysis } from '../core/check/analysis.ts';
import type { ObjectiveSignature } from '../core/code/signature.ts';
import type { SourceFiles } from '../core/code/sourceFiles.ts';
import type { Schema } from '../core/task/task.ts';
import type { MappingNode } from '../core/task/tree.ts';
import { type At, type LineIndex, lineIndex, type Span } from '../core/text.ts';
import type { TextRange } from '../protocol/language.ts';
import type { FilePlace } from './serviceApi.ts';

/** One file with everything that features read. */
export interface Checked {
  readonly file: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly analysis: Analysis;
  /** The file's own tree, as far as its YAML can be read; `analysis.tree` is the one after `extends`. */
  readonly tree: MappingNode | undefined;
  readonly signature: ObjectiveSignature;
  /** That of the task, or what a schema file itself says. */
  readonly schema: Schema;
  /** The text of any file of the workspace. */
  readonly read: (file: string) => string | undefined;
  /** Sources of the workspace with their syntax trees, as they are when this is called. */
  readonly code: () => SourceFiles;
  /** All files of the workspace that match a pattern; a search of the disk. */
  readonly sources: (pattern: string) => readonly string[];
  /** A path as written in this file → absolute. */
  readonly resolve: (path: string) => string;
  /** Paths below this file's folder that match, as this file would write them. */
  readonly glob: (pattern: string) => readonly string[];
  /** Functions that a module (`python`) or file (`node`) offers as objectives. */
  readonly functionsOf: (kind: 'python' | 'node', target: string) => readonly string[];
}

/** Where a span of this file's own text is. */
export function rangeOf({ lines }: Pick<Checked, 'lines'>, span: Span): TextRange {
  return { start: lines.position(span.start), end: lines.position(span.end) };
}

/** Where a place in any file is; the beginning of a file that cannot be read any more. */
export function placeOf(checked: Checked, at: At): FilePlace {
  const lines = at.file === checked.file ? checked.lines : lineIndex(checked.read(at.file) ?? '');
  return { file: at.file, range: rangeOf({ lines }, at.span) };
}
