import {
  type CodeAction,
  CodeActionKind,
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentDiagnosticReport,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  FoldingRangeKind,
  type Hover,
  type InlayHint,
  InsertTextFormat,
  type Location,
  MarkupKind,
  SymbolKind,
  type TextEdit,
} from 'vscode-languageserver/node';
import type { Severity } from '../core/check/problem.ts';
import type { Position } from '../core/text.ts';
import type { TextRange } from '../protocol/language.ts';
import { uriOf } from './paths.ts';
import type {
  Completion,
  Diagnosed,
  Diagnosis,
  FileLink,
  FilePlace,
  FixOffer,
  FoldedLines,
  HoverText,
  InlayText,
  SymbolEntry,
} from './serviceApi.ts';

/** The address of an open file as the client writes it. */
export type Address = (file: string) => string | undefined;

export function diagnosticReport({ id, problems }: Diagnosed, address: Address): DocumentDiagnosticReport {
  if (problems === undefined) return { kind: 'unchanged', resultId: id };
  return { kind: 'full', resultId: id, items: problems.map((one) => diagnostic(one, address)) };
}

/** What is said about a file that no worker got through in time. */
export function tooComplexReport(): DocumentDiagnosticReport {
  const start = { line: 0, character: 0 };
  const message =
    'This file is too complex to check while typing: it took longer than half a second. Make it smaller, or move long lists of points to a CSV file.';
  return {
    kind: 'full',
    items: [
      {
        source: SOURCE,
        code: 'too-deep',
        codeDescription: { href: `${PAGE}#too-deep` },
        severity: DiagnosticSeverity.Error,
        message,
        range: { start, end: { line: 0, character: 1 } },
      },
    ],
  };
}

export function hover({ markdown, range }: HoverText): Hover {
  return { contents: { kind: MarkupKind.Markdown, value: markdown }, range };
}

export function completion(one: Completion): CompletionItem {
  return {
    label: one.label,
    kind: COMPLETION_KINDS[one.kind],
    ...(one.detail !== undefined && { detail: one.detail }),
    ...(one.documentation !== undefined && { documentation: { kind: MarkupKind.Markdown, value: one.documentation } }),
    ...(one.rank !== undefined && { sortText: String(one.rank).padStart(5, '0') }),
    insertTextFormat: one.snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: one.range, newText: one.insert },
    filterText: one.filter ?? one.label,
    ...(one.again && { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } }),
  };
}

export function location({ file, range }: FilePlace, address: Address): Location {
  return { uri: address(file) ?? uriOf(file), range };
}

export function link({ range, target }: FileLink, address: Address): DocumentLink {
  return { range, target: address(target) ?? uriOf(target) };
}

export function symbol(entry: SymbolEntry): DocumentSymbol {
  return {
    name: entry.name,
    ...(entry.detail !== undefined && { detail: entry.detail }),
    kind: SYMBOL_KINDS[entry.kind],
    range: entry.range,
    selectionRange: entry.selection,
    children: entry.children.map(symbol),
  };
}

export function folding({ start, end, comment }: FoldedLines): FoldingRange {
  return { startLine: start, endLine: end, ...(comment && { kind: FoldingRangeKind.Comment }) };
}

export function inlay({ position, label, tooltip }: InlayText): InlayHint {
  return { position, label, tooltip, paddingLeft: true };
}

/** A quick fix; it belongs to the client's diagnostic of the same code and place. */
export function codeAction(fix: FixOffer, shown: readonly Diagnostic[], address: Address): CodeAction {
  const changes: Record<string, TextEdit[]> = {};
  for (const { file, range, text } of fix.edits) (changes[address(file) ?? uriOf(file)] ??= []).push({ range, newText: text });
  const diagnostics = shown.filter((one) => one.code === fix.code && one.source === SOURCE && sameRange(one.range, fix.range));
  return { title: fix.title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred: fix.preferred, edit: { changes } };
}

export function isInside(position: Position, range: TextRange): boolean {
  return compare(range.start, position) <= 0 && compare(position, range.end) <= 0;
}

/** The page that explains all codes; beside `server/` as beside `dist/`. */
const PAGE = new URL('../docs/diagnostics.md', import.meta.url).href;

/** Shown beside the code of every diagnostic. */
const SOURCE = 'sweepdeck';

const SEVERITIES: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

const COMPLETION_KINDS: Record<Completion['kind'], CompletionItemKind> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  parameter: CompletionItemKind.Variable,
  function: CompletionItemKind.Function,
  file: CompletionItemKind.File,
  operator: CompletionItemKind.Operator,
};

const SYMBOL_KINDS: Record<SymbolEntry['kind'], SymbolKind> = {
  key: SymbolKind.Property,
  axis: SymbolKind.Variable,
  field: SymbolKind.Field,
  group: SymbolKind.Namespace,
  list: SymbolKind.Array,
  value: SymbolKind.Constant,
};

function diagnostic(one: Diagnosis, address: Address): Diagnostic {
  return {
    source: SOURCE,
    code: one.code,
    codeDescription: { href: `${PAGE}#${one.code}` },
    severity: SEVERITIES[one.severity],
    message: one.message,
    range: one.range,
    ...(one.related.length > 0 && {
      relatedInformation: one.related.map((place) => ({ message: place.message, location: location(place, address) })),
    }),
  };
}

function compare(one: Position, other: Position): number {
  return one.line - other.line || one.character - other.character;
}

function sameRange(one: TextRange, other: TextRange): boolean {
  return compare(one.start, other.start) === 0 && compare(one.end, other.end) === 0;
}
