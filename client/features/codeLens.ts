import * as vscode from 'vscode';
import { onSettings, settings } from '../config.ts';
import type { Context } from '../context.ts';
import { TASK_LANGUAGE } from '../ids.ts';
import { throttled } from '../throttle.ts';
import { type Lens, lensTitles, objectiveLenses } from './lensTitles.ts';
import { valueLenses } from './valueLenses.ts';

/** VS Code waits for a pause of at least 250 ms before it asks for lenses again: told more often, it would never ask. */
const PACE = 1000;

/** Lenses above the name of a task: ranges and totals from the text as it is typed, counts from the runner, live. */
export function registerCodeLenses(context: Context): void {
  const changed = new vscode.EventEmitter<void>();
  const live = throttled(PACE, () => changed.fire());
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document) => lenses(context, document),
  };
  context.extension.subscriptions.push(
    changed,
    vscode.languages.registerCodeLensProvider({ language: TASK_LANGUAGE, scheme: 'file' }, provider),
    vscode.languages.registerCodeLensProvider(
      CODE.map((language) => ({ language, scheme: 'file' })),
      { onDidChangeCodeLenses: changed.event, provideCodeLenses: (document) => objectiveLensesOf(context, document) },
    ),
    live,
    context.sweeps.onDidChange(() => live.call()),
    context.findings.onDidChange(() => live.call()),
    context.previews.onDidChange(() => live.call()),
    onSettings(() => changed.fire()),
  );
}

/** Languages of objectives. */
const CODE = ['python', 'javascript', 'typescript', 'javascriptreact', 'typescriptreact'];

/** Above each function that a task runs. */
async function objectiveLensesOf(context: Context, document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  if (!settings(document.uri)['codeLens.enabled']) return [];
  context.sweeps.want();
  const objectives = await context.language.objectives(document.uri);
  return objectives.flatMap(({ range: { start }, tasks }) =>
    tasks.flatMap((task) => {
      const uri = vscode.Uri.parse(task.uri);
      const range = new vscode.Range(start.line, start.character, start.line, start.character);
      return objectiveLenses(task.name, context.sweeps.at(uri)?.status).map((lens) => drawn(lens, range, uri));
    }),
  );
}

async function lenses(context: Context, document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  if (!settings(document.uri)['codeLens.enabled']) return [];
  context.sweeps.want();
  const outline = await context.language.outline(document.uri);
  const sweep = outline === null ? undefined : context.sweeps.at(document.uri, outline);
  if (sweep === undefined) return [];
  const { start } = sweep.outline.nameRange;
  const range = new vscode.Range(start.line, start.character, start.line, start.character);
  const failing = sweep.status?.active === undefined ? valueLenses(context.findings.of(document.uri)) : [];
  return [
    ...lensTitles(sweep.outline, sweep.status, context.previews.of(document)).map((lens) => drawn(lens, range)),
    ...failing.map((lens) => drawn(lens, new vscode.Range(lens.line, 0, lens.line, 0), { uri: document.uri, ...lens.target })),
  ];
}

/**
 * VS Code keeps the arguments of a lens only until it has asked for the next list, while the old lens is still on the
 * screen: a click then runs nothing. The lenses of a task, which change every second while it runs, therefore have none:
 * a click makes their editor the active one, whose task the command then means.
 */
function drawn({ title, tooltip, command }: Lens, range: vscode.Range, target?: unknown): vscode.CodeLens {
  return new vscode.CodeLens(range, {
    title,
    command,
    ...(target !== undefined && { arguments: [target] }),
    ...(tooltip !== undefined && { tooltip }),
  });
}
