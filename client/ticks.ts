import * as vscode from 'vscode';

/** Items whose boxes a person has ticked in the view Sweeps: commands mean all of them, in whichever groups they stand. */
export class Ticks implements vscode.Disposable {
  readonly #keys = new Map<string, Set<string>>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  get any(): boolean {
    return [...this.#keys.values()].some(({ size }) => size > 0);
  }

  /** Whether all of these items are ticked, and there are any. */
  has(uri: vscode.Uri, ...keys: readonly string[]): boolean {
    const ticked = this.#keys.get(uri.toString());
    return keys.length > 0 && keys.every((key) => ticked?.has(key) === true);
  }

  /** The ticked items of a task. */
  of(uri: vscode.Uri): readonly string[] {
    return [...(this.#keys.get(uri.toString()) ?? [])];
  }

  set(uri: vscode.Uri, keys: readonly string[], ticked: boolean): void {
    const known = this.#keys.get(uri.toString()) ?? new Set();
    this.#keys.set(uri.toString(), known);
    for (const key of keys)
      if (ticked) known.add(key);
      else known.delete(key);
    this.#changed.fire();
  }

  /** Items of one task, or of all, that are gone or were done with are ticked no more. */
  clear(uri?: vscode.Uri): void {
    if (uri === undefined) this.#keys.clear();
    else this.#keys.delete(uri.toString());
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
