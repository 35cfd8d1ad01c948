import type { ProblemCode, Severity } from '../core/check/problem.ts';
import type { Position } from '../core/text.ts';
import type { TaskOutline, TextRange } from '../protocol/language.ts';

/** What the main thread of the server asks its worker thread. Files are absolute paths, positions those of the newest text that was synchronised. */
export interface ServiceApi extends Questions {
  /** First call; the worker is ready when it is answered. */
  configure(settings: { readonly folders: readonly string[] }): void;
  /** Texts of open editors; a document without text was closed. */
  sync(documents: readonly OpenText[]): void;
  /** Files changed on disk; `structural` when files appeared or went away, so that any search may answer otherwise. */
  filesChanged(change: { readonly files: readonly string[]; readonly structural: boolean }): void;
  /** Does once what a first question would have to do besides. */
  warmUp(): void;
}

/** Questions about one file; each is answered within the watchdog's time or not at all. */
export interface Questions {
  diagnostics(request: FileRequest & { readonly shown?: string }): Diagnosed;
  outline(request: FileRequest): OutlineAnswer | null;
  hover(request: PlaceRequest): HoverText | null;
  completion(request: PlaceRequest): readonly Completion[];
  definition(request: PlaceRequest): readonly FilePlace[];
  inlayHints(request: FileRequest): readonly InlayText[];
  links(request: FileRequest): readonly FileLink[];
  symbols(request: FileRequest): readonly SymbolEntry[];
  folding(request: FileRequest): readonly FoldedLines[];
  references(request: WidePlaceRequest): readonly FilePlace[];
  /** What tasks say about the function or parameter at a place of a source file; `declared`: only where it is declared. */
  codeReferences(request: WidePlaceRequest & { readonly declared: boolean }): readonly FilePlace[];
  highlights(request: PlaceRequest): readonly HighlightedRange[];
  prepareRename(request: PlaceRequest): RenameStart;
  rename(request: WidePlaceRequest & { readonly to: string }): RenameAnswer;
  /** Changes of white space; of the whole file when there is no range. */
  format(request: FileRequest & { readonly range?: TextRange }): readonly TextChange[];
  semanticTokens(request: FileRequest): readonly MeaningToken[];
  /** For each position the ranges that a selection grows by, the innermost first. */
  selection(request: FileRequest & { readonly positions: readonly Position[] }): readonly (readonly TextRange[])[];
  /** Edits of all safe fixes of a file. */
  fixAll(request: FileRequest): readonly TextChange[];
  fixes(request: FileRequest & { readonly range: TextRange }): readonly FixOffer[];
}

export type Question = keyof Questions;
export type QuestionRequest<Q extends Question> = Parameters<Questions[Q]>[0];
export type QuestionAnswer<Q extends Question> = ReturnType<Questions[Q]>;

export interface FileRequest {
  readonly file: string;
}

export interface PlaceRequest extends FileRequest {
  readonly position: Position;
}

/** A question whose answer lies in other files, too. */
export interface WidePlaceRequest extends PlaceRequest {
  /** Task files that share a file with this one, or its objective, directly or by others. */
  readonly related: readonly string[];
}

export interface OpenText {
  readonly file: string;
  readonly text?: string;
}

export interface FilePlace {
  readonly file: string;
  readonly range: TextRange;
}

/** All problems of a file; nothing but their id, which they owe to what they say, when the client shows these already. */
export interface Diagnosed {
  readonly id: string;
  readonly problems?: readonly Diagnosis[];
}

export interface Diagnosis {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly range: TextRange;
  readonly related: readonly (FilePlace & { readonly message: string })[];
}

/** The outline without its address, and every file it depends on. */
export interface OutlineAnswer {
  readonly outline: Omit<TaskOutline, 'uri'>;
  /** The function that the task runs, where its source is in the workspace. */
  readonly objective?: FilePlace & { readonly name: string };
  readonly files: readonly string[];
}

export interface HoverText {
  /** Markdown in which text from files is escaped. */
  readonly markdown: string;
  readonly range: TextRange;
}

export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'parameter' | 'function' | 'file' | 'operator';
  readonly detail?: string;
  readonly documentation?: string;
  /** What replaces `range`; a snippet when `snippet`. */
  readonly insert: string;
  readonly snippet?: boolean;
  readonly range: TextRange;
  /** What the typed text is matched with, when it is not the label. */
  readonly filter?: string;
  /** Ask for the next completion at once, e.g. the value after a key. */
  readonly again?: boolean;
  /** Position in the list where the alphabet would be wrong. */
  readonly rank?: number;
}

export interface InlayText {
  readonly position: Position;
  readonly label: string;
  readonly tooltip: string;
}

export interface FileLink {
  readonly range: TextRange;
  readonly target: string;
}

export interface SymbolEntry {
  readonly name: string;
  readonly detail?: string;
  readonly kind: 'key' | 'axis' | 'field' | 'group' | 'list' | 'value';
  readonly range: TextRange;
  readonly selection: TextRange;
  readonly children: readonly SymbolEntry[];
}

export interface FoldedLines {
  readonly start: number;
  readonly end: number;
  readonly comment: boolean;
}

export interface FixOffer {
  readonly title: string;
  readonly code: ProblemCode;
  readonly range: TextRange;
  /** The one that is meant in nearly every case. */
  readonly preferred: boolean;
  readonly edits: readonly { readonly file: string; readonly range: TextRange; readonly text: string }[];
}

export interface HighlightedRange {
  readonly range: TextRange;
  readonly kind: 'read' | 'write';
}

/** A sentence that says why a rename is not possible, and what to do. */
export interface Refused {
  readonly refused: string;
}

export type RenameStart = Refused | { readonly range: TextRange; readonly text: string };

export type RenameAnswer = Refused | { readonly edits: readonly TextChange[]; readonly asked: AskedChanges };

/** Changes outside task files, which the user confirms, and sentences about what was left as it is. */
export interface AskedChanges {
  readonly changes: readonly TextChange[];
  readonly left: readonly string[];
}

export interface TextChange extends FilePlace {
  readonly text: string;
}

/** What a word of a file means, as editors colour it; a `variable` is a name that nothing has. */
export const MEANINGS = ['parameter', 'property', 'function', 'namespace', 'operator', 'number', 'string', 'keyword', 'variable'] as const;

/** One coloured word, on one line. */
export interface MeaningToken extends Position {
  readonly length: number;
  readonly type: (typeof MEANINGS)[number];
}
