import * as vscode from 'vscode';
import { throttled } from './throttle.ts';

/** The frame of a service that asks runners when something happens, at most once in so many milliseconds, and tells its views when it knows more. */
export class Inquiry implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #asking;
  readonly #disposables: vscode.Disposable[];
  readonly onDidChange = this.#changed.event;

  constructor(pace: number, ask: () => void) {
    this.#asking = throttled(pace, ask);
    this.#disposables = [this.#changed, this.#asking];
  }

  /** Listens as long as the service lives. */
  follow(...listeners: readonly vscode.Disposable[]): void {
    this.#disposables.push(...listeners);
  }

  /** Asks now, or when the pace allows it. */
  ask(): void {
    this.#asking.call();
  }

  /** Tells the views that something is different. */
  tell(): void {
    this.#changed.fire();
  }

  dispose(): void {
    for (const one of this.#disposables) one.dispose();
  }
}
