import * as vscode from 'vscode';
import type { Findings } from '../protocol/findings.ts';
import { movedAlong, type TextChange } from './features/movedRange.ts';
import { TASK_LANGUAGE } from './ids.ts';
import { Inquiry } from './inquiry.ts';
import { type Log, reason } from './log.ts';
import type { Runners } from './runner.ts';
import type { Sweep, Sweeps } from './sweeps.ts';

/** How often a runner is asked while counts move, in milliseconds. */
const PACE = 1000;

interface Entry {
  /** What the counts were when it was asked for. */
  readonly state: string;
  readonly findings: Findings;
}

/** What results say about each task file, kept in step with counts and with what is typed. Nothing is asked where nothing was run. */
export class FindingsBook implements vscode.Disposable {
  readonly #sweeps: Sweeps;
  readonly #runners: Runners;
  readonly #log: Log;
  readonly #entries = new Map<string, Entry>();
  readonly #asking = new Set<string>();
  /** Edits since the file was saved: the runner speaks of the text on the disk. */
  readonly #unsaved = new Map<string, TextChange[]>();
  readonly #saves = new Map<string, number>();
  readonly #inquiry = new Inquiry(PACE, () => this.#askForAll());
  readonly onDidChange = this.#inquiry.onDidChange;

  constructor(sweeps: Sweeps, runners: Runners, log: Log) {
    this.#sweeps = sweeps;
    this.#runners = runners;
    this.#log = log;
    this.#inquiry.follow(
      sweeps.onDidChange(() => this.#inquiry.ask()),
      vscode.workspace.onDidOpenTextDocument((document) => document.languageId === TASK_LANGUAGE && this.#inquiry.ask()),
      vscode.workspace.onDidChangeTextDocument((event) => this.#follow(event)),
      vscode.workspace.onDidSaveTextDocument((document) => this.#saved(document)),
    );
  }

  /** What the results of a task say, with places in the text as it is typed now. */
  of(uri: vscode.Uri): Findings | undefined {
    return this.#entries.get(uri.toString())?.findings;
  }

  dispose(): void {
    this.#inquiry.dispose();
  }

  #askForAll(): void {
    const known = this.#sweeps.known();
    const wanted = known.filter(isWanted);
    const names = new Set(wanted.map((sweep) => sweep.uri.toString()));
    for (const name of this.#entries.keys()) if (!names.has(name)) this.#entries.delete(name);
    // Counts stand in what is shown, so that a change of them alone is told as well.
    this.#inquiry.tell();
    for (const sweep of wanted) void this.#ask(sweep);
  }

  async #ask(sweep: Sweep): Promise<void> {
    const name = sweep.uri.toString();
    const state = stateOf(sweep, this.#saves.get(name) ?? 0);
    if (this.#asking.has(name) || this.#entries.get(name)?.state === state) return;
    this.#asking.add(name);
    try {
      const { api, file } = await this.#runners.need(sweep.uri);
      const findings = await api.findings({ file });
      this.#entries.set(name, { state, findings: moved(findings, this.#unsaved.get(name) ?? []) });
    } catch (error) {
      // The file may have got a mistake, or the runner an end: nothing is known then, and the next change asks again.
      this.#entries.delete(name);
      this.#log.warn(`What the results of ${sweep.outline.name} say could not be asked: ${reason(error)}`);
    } finally {
      this.#asking.delete(name);
    }
    this.#inquiry.tell();
    // Counts may have moved meanwhile.
    this.#inquiry.ask();
  }

  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document.languageId !== TASK_LANGUAGE || contentChanges.length === 0) return;
    const name = document.uri.toString();
    const changes = contentChanges.map(({ range, text }) => ({ range, text }));
    if (document.isDirty) this.#unsaved.set(name, [...(this.#unsaved.get(name) ?? []), ...changes].slice(-MOST_EDITS));
    else this.#unsaved.delete(name);
    const entry = this.#entries.get(name);
    if (entry === undefined) return;
    this.#entries.set(name, { ...entry, findings: moved(entry.findings, changes) });
    this.#inquiry.tell();
  }

  #saved(document: vscode.TextDocument): void {
    const name = document.uri.toString();
    this.#unsaved.delete(name);
    if (!this.#entries.has(name)) return;
    this.#saves.set(name, (this.#saves.get(name) ?? 0) + 1);
    this.#inquiry.ask();
  }
}

/** More edits than this since the last save and a fresh answer stands a little off until the next save. */
const MOST_EDITS = 1000;

function isWanted({ uri, status }: Sweep): boolean {
  if (status === undefined || status.problems !== undefined) return false;
  if (status.failed > 0) return true;
  return status.done > 0 && vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
}

/** While a sweep runs only new failures matter; else anything that was committed. */
function stateOf({ status }: Sweep, saves: number): string {
  const moving = status?.active === undefined ? (status?.revision ?? 0) : 'active';
  return `${moving} ${status?.failed ?? 0} ${status?.items ?? 0} ${saves}`;
}

function moved(findings: Findings, changes: readonly TextChange[]): Findings {
  if (changes.length === 0) return findings;
  const { timeout, ...rest } = findings;
  const values = findings.values.flatMap((value) => {
    const range = movedAlong(value.range, changes);
    return range === undefined ? [] : [{ ...value, range }];
  });
  const range = timeout && movedAlong(timeout.range, changes);
  return { ...rest, values, ...(timeout && range && { timeout: { ...timeout, range } }) };
}
