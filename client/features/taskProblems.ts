import * as vscode from 'vscode';
import type { TextRange } from '../../protocol/language.ts';
import type { Context } from '../context.ts';
import { COMMANDS, TASK_LANGUAGE } from '../ids.ts';
import type { Sweep } from '../sweeps.ts';
import { publisher } from './publish.ts';
import { roomyLimit, type TaskNote, taskNotes } from './taskNotes.ts';

/** What the results say stands in the task file: at its name, at values that fail, at a time limit that is too short; each with what can be done. */
export function registerTaskProblems(context: Context): void {
  const published = publisher('sweepdeck-results');
  const update = (): void => {
    const notes = context.sweeps.known().map((sweep) => ({ uri: sweep.uri, notes: notesOf(context, sweep) }));
    published.show(notes.map(({ uri, notes: found }) => ({ uri, diagnostics: found.map((note) => diagnostic(context, uri, note)) })));
  };
  const actions: vscode.CodeActionProvider = {
    provideCodeActions: (document, range) => actionsAt(context, document.uri, range),
  };
  context.extension.subscriptions.push(
    published,
    context.findings.onDidChange(update),
    vscode.languages.registerCodeActionsProvider({ language: TASK_LANGUAGE, scheme: 'file' }, actions, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
}

function notesOf(context: Context, sweep: Sweep): readonly TaskNote[] {
  return taskNotes(sweep.outline, sweep.status, context.findings.of(sweep.uri));
}

function diagnostic(context: Context, uri: vscode.Uri, note: TaskNote): vscode.Diagnostic {
  const severity = note.severity === 'warning' ? vscode.DiagnosticSeverity.Warning : vscode.DiagnosticSeverity.Information;
  const related = note.related.map(
    ({ range, message }) => new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, toRange(range)), message),
  );
  return Object.assign(new vscode.Diagnostic(toRange(note.range), note.message, severity), {
    source: 'sweepdeck',
    code: explained(context, note.code),
    relatedInformation: related,
  });
}

/** A code with a link to its section of the page that explains all of them. */
export function explained(context: Context, code: TaskNote['code']): { readonly value: string; readonly target: vscode.Uri } {
  const page = vscode.Uri.joinPath(context.extension.extensionUri, 'docs', 'diagnostics.md');
  return { value: code, target: page.with({ fragment: code }) };
}

function actionsAt(context: Context, uri: vscode.Uri, range: vscode.Range): vscode.CodeAction[] {
  const sweep = context.sweeps.at(uri);
  if (sweep === undefined) return [];
  const here = notesOf(context, sweep).filter((note) => toRange(note.range).intersection(range) !== undefined);
  return here.flatMap((note) => actionsOf(context, uri, note));
}

function actionsOf(context: Context, uri: vscode.Uri, note: TaskNote): vscode.CodeAction[] {
  const where = note.where === undefined ? {} : { where: note.where };
  const act = (title: string, command: string, more: object): vscode.CodeAction =>
    Object.assign(new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix), {
      command: { title, command, arguments: [{ uri, ...more }] },
      diagnostics: [diagnostic(context, uri, note)],
    });
  switch (note.code) {
    case 'failed-items':
      return [
        act(vscode.l10n.t('Rerun the failed items'), COMMANDS.rerunFailed, where),
        act(
          vscode.l10n.t('Show the failed items'),
          COMMANDS.results,
          note.where === undefined ? { state: 'failed' } : { where: `state == 'failed' and ${note.where}` },
        ),
      ];
    case 'stale-items':
      return [
        act(vscode.l10n.t('Run the stale items again'), COMMANDS.runStale, {}),
        act(vscode.l10n.t('Show the stale items'), COMMANDS.results, { state: 'stale' }),
      ];
    case 'orphan-items':
      return [act(vscode.l10n.t('Keep the results of a renamed parameter…'), COMMANDS.keepRenamed, {})];
    case 'timeout-too-short':
      return [timeoutFix(context, uri, note)];
  }
}

function timeoutFix(context: Context, uri: vscode.Uri, note: TaskNote): vscode.CodeAction {
  const limit = roomyLimit(context.findings.of(uri)?.timeout?.median ?? 0);
  const fix = new vscode.CodeAction(vscode.l10n.t('Raise the time limit to {0}', limit), vscode.CodeActionKind.QuickFix);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, toRange(note.range), limit);
  return Object.assign(fix, { edit, isPreferred: true, diagnostics: [diagnostic(context, uri, note)] });
}

function toRange({ start, end }: TextRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
