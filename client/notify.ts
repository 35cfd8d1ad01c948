import * as vscode from 'vscode';

/**
 * A sentence that stands in our source, not one that was put together: VS Code draws links in notifications, and one
 * with text of others in it is a command one click away. The compiler refuses anything but a literal.
 */
type Constant<Text extends string> = string extends Text ? never : Text;

export interface Choice {
  readonly title: string;
  readonly act: () => unknown;
}

/** Says a sentence with `{0}`, `{1}` for counts, and does what is chosen. Resolves when the notification is gone. */
export async function notify<const Text extends string>(
  kind: 'information' | 'warning' | 'error',
  sentence: Constant<Text>,
  more: { readonly counts?: readonly number[]; readonly choices?: readonly Choice[] } = {},
): Promise<void> {
  const text = vscode.l10n.t(sentence, ...(more.counts ?? []));
  const titles = (more.choices ?? []).map((choice) => choice.title);
  const chosen = await show(kind)(text, ...titles);
  await more.choices?.find((choice) => choice.title === chosen)?.act();
}

function show(kind: 'information' | 'warning' | 'error'): (text: string, ...titles: string[]) => Thenable<string | undefined> {
  switch (kind) {
    case 'information':
      return (text, ...titles) => vscode.window.showInformationMessage(text, ...titles);
    case 'warning':
      return (text, ...titles) => vscode.window.showWarningMessage(text, ...titles);
    case 'error':
      return (text, ...titles) => vscode.window.showErrorMessage(text, ...titles);
  }
}
