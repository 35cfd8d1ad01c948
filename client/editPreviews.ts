import * as vscode from 'vscode';
import type { EditPreview } from '../protocol/editPreview.ts';
import { TASK_LANGUAGE } from './ids.ts';
import { Inquiry } from './inquiry.ts';
import { type Log, reason } from './log.ts';
import type { Runners } from './runner.ts';
import type { Sweeps } from './sweeps.ts';

/** How often a runner is asked while somebody types, in milliseconds. */
const PACE = 1000;
/** Larger sweeps are counted on request only. */
const MOST_ITEMS = 100_000;

/** What edits that are not saved would do to stored results: kept for the lens, asked of the runner for the command. */
export class EditPreviews implements vscode.Disposable {
  readonly #sweeps: Sweeps;
  readonly #runners: Runners;
  readonly #log: Log;
  readonly #known = new Map<string, { readonly version: number; readonly preview: EditPreview }>();
  readonly #inquiry = new Inquiry(PACE, () => void this.#askForAll());
  readonly onDidChange = this.#inquiry.onDidChange;

  constructor(sweeps: Sweeps, runners: Runners, log: Log) {
    this.#sweeps = sweeps;
    this.#runners = runners;
    this.#log = log;
    this.#inquiry.follow(
      vscode.workspace.onDidChangeTextDocument(({ document }) => document.languageId === TASK_LANGUAGE && this.#inquiry.ask()),
      vscode.workspace.onDidCloseTextDocument((document) => this.#known.delete(document.uri.toString())),
    );
  }

  /** What is known of a document as it is typed now; nothing where it is saved. */
  of(document: vscode.TextDocument): EditPreview | undefined {
    const known = this.#known.get(document.uri.toString());
    return document.isDirty && known?.version === document.version ? known.preview : undefined;
  }

  /** Asks the runner about the text of a document. */
  async ask(document: vscode.TextDocument): Promise<EditPreview> {
    const { version } = document;
    const { api, file } = await this.#runners.need(document.uri);
    const preview = await api.previewEdit({ file, text: document.getText() });
    this.#known.set(document.uri.toString(), { version, preview });
    return preview;
  }

  dispose(): void {
    this.#inquiry.dispose();
  }

  async #askForAll(): Promise<void> {
    const wanted = vscode.workspace.textDocuments.filter((document) => this.#isWanted(document));
    for (const document of wanted) {
      try {
        await this.ask(document);
      } catch (error) {
        this.#log.warn(`What an edit would do to results could not be asked: ${reason(error)}`);
      }
    }
    if (wanted.length > 0) this.#inquiry.tell();
  }

  /** Only where there are results that an edit can touch, and a runner knows of them already. */
  #isWanted(document: vscode.TextDocument): boolean {
    if (document.languageId !== TASK_LANGUAGE || !document.isDirty || this.of(document)) return false;
    const { status, outline } = this.#sweeps.at(document.uri) ?? {};
    if (status === undefined || status.active !== undefined || status.done + status.stale === 0) return false;
    return Math.max(status.items, outline?.items ?? 0) <= MOST_ITEMS;
  }
}
