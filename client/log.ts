import * as vscode from 'vscode';
import { plainText } from '../protocol/plainText.ts';

/** The output channel **Sweepdeck**, where details go that a notification must not hold. */
export interface Log extends vscode.Disposable {
  info(text: string): void;
  warn(text: string): void;
  error(text: string, cause?: unknown): void;
  show(): void;
  readonly channel: vscode.LogOutputChannel;
}

export function createLog(): Log {
  const channel = vscode.window.createOutputChannel('Sweepdeck', { log: true });
  return {
    channel,
    info: (text) => channel.info(plainText(text)),
    warn: (text) => channel.warn(plainText(text)),
    error: (text, cause) => channel.error(plainText(cause === undefined ? text : `${text}: ${reason(cause)}`)),
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}

/** What went wrong, in words; the stack only where there is no sentence of ours. */
export function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.name === 'RunnerError' ? cause.message : (cause.stack ?? cause.message);
}
