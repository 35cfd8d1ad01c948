import * as vscode from 'vscode';

/** Items whose boxes a person has ticked in the view Sweeps: commands mean all of them, in whichever groups they stand. */
export class Ticks implements vscode.Disposable {
  readonly #keys = new Map<string, Set<string>>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  has(uri: vscode.Uri, key: string): boolean {
    return this.#keys.get(uri.toString())?.has(key) === true;
  }

  /** The ticked items of a task. */
  of(uri: vscode.Uri): readonly string[] {
    return [...(this.#keys.get(uri.toString()) ?? [])];
  }

  set(uri: vscode.Uri, key: string, ticked: boolean): void {
    const keys = this.#keys.get(uri.toString()) ?? new Set();
    this.#keys.set(uri.toString(), keys);
    if (ticked) keys.add(key);
    else keys.delete(key);
    this.#changed.fire();
  }

  /** Items that are gone, or were done with, are ticked no more. */
  clear(uri: vscode.Uri): void {
    if (this.#keys.delete(uri.toString())) this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
