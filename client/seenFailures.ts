import * as vscode from 'vscode';
import * as z from 'zod';
import type { Sweeps } from './sweeps.ts';

/** How many failed items of each task a person has looked at, by the task's address. */
const countsSchema = z.record(z.string(), z.int().min(0));

const MEMENTO = 'seenFailures';

/** Which failures were looked at already, kept over windows: the badge counts only the others. */
export class SeenFailures {
  readonly #sweeps: Sweeps;
  readonly #memento: vscode.Memento;
  readonly #seen: Map<string, number>;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Something was looked at. */
  readonly onDidChange = this.#changed.event;

  constructor(sweeps: Sweeps, memento: vscode.Memento) {
    this.#sweeps = sweeps;
    this.#memento = memento;
    this.#seen = new Map(Object.entries(countsSchema.safeParse(memento.get(MEMENTO)).data ?? {}));
  }

  /** Failed items of all tasks that nobody has looked at. */
  unseen(): number {
    return this.#sweeps.known().reduce((sum, { uri, status }) => sum + unseenOf(status?.failed ?? 0, this.#settle(uri, status?.failed)), 0);
  }

  /** The failures of a task are being looked at. */
  look(uri: vscode.Uri): void {
    const failed = this.#sweeps.at(uri)?.status?.failed;
    if (failed === undefined || this.#seen.get(uri.toString()) === failed) return;
    this.#seen.set(uri.toString(), failed);
    void this.#memento.update(MEMENTO, Object.fromEntries(this.#seen));
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** What was seen and has been mended since is not seen when it fails again. */
  #settle(uri: vscode.Uri, failed: number | undefined): number {
    const seen = this.#seen.get(uri.toString()) ?? 0;
    if (failed === undefined || failed >= seen) return seen;
    this.#seen.set(uri.toString(), failed);
    return failed;
  }
}

function unseenOf(failed: number, seen: number): number {
  return Math.max(0, failed - seen);
}
