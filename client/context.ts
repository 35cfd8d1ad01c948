import type * as vscode from 'vscode';
import { EditPreviews } from './editPreviews.ts';
import { FindingsBook } from './findings.ts';
import { createLanguage, type Language } from './language.ts';
import { createLog, type Log } from './log.ts';
import { Runners } from './runner.ts';
import { SeenFailures } from './seenFailures.ts';
import { Sweeps } from './sweeps.ts';
import { Ticks } from './ticks.ts';

/** What every feature is given. */
export interface Context {
  readonly extension: vscode.ExtensionContext;
  readonly log: Log;
  readonly language: Language;
  readonly runners: Runners;
  readonly sweeps: Sweeps;
  readonly findings: FindingsBook;
  readonly previews: EditPreviews;
  readonly seen: SeenFailures;
  readonly ticks: Ticks;
}

/** Makes the services; nothing is started by it. */
export function createContext(extension: vscode.ExtensionContext): Context {
  const log = createLog();
  const language = createLanguage(extension, log);
  const runners = new Runners(extension.extensionPath, log);
  const sweeps = new Sweeps(language, runners, log);
  const findings = new FindingsBook(sweeps, runners, log);
  const previews = new EditPreviews(sweeps, runners, log);
  const seen = new SeenFailures(sweeps, extension.workspaceState);
  const ticks = new Ticks();
  extension.subscriptions.push(log, runners, language, sweeps, findings, previews, seen, ticks);
  return { extension, log, language, runners, sweeps, findings, previews, seen, ticks };
}
